import type { RawTable } from '../table/raw-table.js';
import { cleanText } from '../util/clean-text.js';
import { AutofitError } from '../util/errors.js';
import { nearestName } from '../util/nearest-name.js';
import { namesBelow } from './names-below.js';
import { toldName } from './told-name.js';

/** The name of the label, told by name or by its place from 1. Throws an AutofitError that suggests another. */
export function findLabel(raw: RawTable, told: string): string {
  const label = cleanText(told);
  const names = raw.columns.map((column) => column.name);
  const meant = toldName(label, names);
  if (raw.repeated.includes(meant ?? label)) throw repeatedLabel(raw, meant ?? label);
  if (meant !== undefined) return meant;
  const byPlace = /^\d+$/.test(label) ? names[Number(label) - 1] : undefined;
  if (byPlace !== undefined) return byPlace;
  const nearest = nearestName(label, names);
  const suggestion = namesBelow(raw, [label]) ?? (nearest ? `Did you mean "${nearest}"? ` : '');
  const has = names.length === 0 ? 'It has no columns.' : `Its columns are: ${names.join(', ')}.`;
  throw new AutofitError('NO_LABEL', `${raw.source} has no column "${label}".`, {
    file: raw.source,
    hint: `${suggestion}${has}`,
  });
}

/** What is to be said where the label is among the columns to leave out. */
export function ignoredLabel(
  label: string,
  ignore: readonly string[],
  columns: readonly { readonly name: string }[],
): readonly string[] {
  const names = columns.map(({ name }) => name);
  if (!ignore.some((name) => toldName(name, names) === label)) return [];
  return [`\`ignore\` names "${label}", which is the label, and stays it`];
}

function repeatedLabel({ source, columns }: RawTable, label: string): AutofitError {
  const place = 1 + columns.findIndex(({ name }) => name === label);
  return new AutofitError('TWO_LABELS', `${source} has several columns named "${label}".`, {
    file: source,
    hint: `Name the one that is meant by its place, as in \`label: ${place}\`, and leave the others out with \`ignore\`.`,
  });
}

/** The name, where a column has it; else an AutofitError for the option that told it. */
export function known(told: string, names: readonly string[], option: string): string {
  const meant = toldName(told, names);
  if (meant !== undefined) return meant;
  const name = cleanText(told);
  const nearest = nearestName(name, names);
  throw new AutofitError('NO_COLUMN', `\`${option}\` names "${name}", which is not a column.`, {
    hint: nearest ? `Did you mean "${nearest}"?` : `The columns are: ${names.join(', ')}.`,
  });
}
