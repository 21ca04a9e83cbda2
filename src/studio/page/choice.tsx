import { isBusy } from './studio-state.js';

interface ChoiceProps {
  readonly id: string;
  readonly name: string;
  readonly help?: string | undefined;
  readonly value: string | undefined;
  /** What stands for no value; absent where there is always one. */
  readonly without?: string | undefined;
  /** Values with what is shown of each. */
  readonly options: readonly (readonly [value: string, shown: string])[];
  /** Told of the value, which is empty for none. */
  readonly onChange: (value: string) => void;
}

/** One of several, by name. */
export function Choice({ id, name, help, value, without, options, onChange }: ChoiceProps) {
  return (
    <p class="field">
      <label for={id}>{name}</label>
      <select
        id={id}
        disabled={isBusy.value}
        value={value ?? ''}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {without !== undefined && <option value="">{without}</option>}
        {options.map(([own, shown]) => (
          <option key={own} value={own}>
            {shown}
          </option>
        ))}
      </select>
      {help && <small>{help}</small>}
    </p>
  );
}
