import { countOf } from '../../util/count-of.js';
import type { FormField, FormValue } from './form-field.js';
import { shownNumber } from './form-numbers.js';
import type { FormRow } from './form-table.js';
import { momentText } from './moment-text.js';

/** What stands in each field, by its name, as it is told. */
export function cellTexts(fields: readonly FormField[], row: FormRow): ReadonlyMap<string, string> {
  return new Map(fields.map((field, place) => [field.name, textOf(field, row[place] ?? null)]));
}

function textOf(field: FormField, value: FormValue): string {
  if (value === null) return '(unknown)';
  if (typeof value === 'object' && value.kind === 'pictures')
    return countOf(value.pictures.length, 'picture');
  if (field.kind === 'level') {
    return field.levels.find(({ code }) => code === value)?.label ?? '(unknown)';
  }
  if (typeof value === 'string') return value.length > 60 ? `${value.slice(0, 59)}…` : value;
  const number = shownNumber(value);
  return field.kind === 'moment'
    ? momentText(number, field.input)
    : String(Number(number.toPrecision(6)));
}
