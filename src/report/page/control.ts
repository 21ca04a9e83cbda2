import type { FormValue } from './form-field.js';

/** What a person sets a field by. */
export interface FieldControl {
  readonly element: HTMLElement;
  value(): FormValue;
  set(value: FormValue): void;
}
