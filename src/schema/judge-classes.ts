import { codedCells } from '../table/raw-cells.js';
import type { RawColumn } from '../table/raw-table.js';
import { countOf } from '../util/count-of.js';
import { AutofitError } from '../util/errors.js';
import { classReader } from './class-key.js';
import type { IsMissing } from './missing-tokens.js';
import type { CategoricalParser } from './schema.js';

const CHECK_FILE =
  'Check that this is the right file, and write classes as in training; `force: true` scores the rows all the same.';
/** Cells that are quoted; the others are counted. */
const QUOTED = 3;

/**
 * What users should know of the classes in a label's cells: those that are written in another way than in training, and
 * those that training did not know. Throws an AutofitError where most rows have none that it knew, unless that is told to be
 * right.
 */
export function judgeClasses(
  column: RawColumn,
  isMissing: IsMissing,
  { levels: names, spellings }: CategoricalParser,
  { source, force = false }: { readonly source: string; readonly force?: boolean | undefined },
): readonly string[] {
  const codeOf = classReader(names, spellings);
  const respelt: string[] = [];
  const unknown = new Set<string>();
  let [rows, strange] = [0, 0];
  for (const [cell, count] of presentCells(column, isMissing)) {
    const code = codeOf(cell);
    rows += count;
    const name = names[code];
    if (name === undefined) {
      unknown.add(cell);
      strange += count;
    } else if (name !== cell) respelt.push(`"${cell}" as "${name}"`);
  }
  if (!force && 2 * strange > rows) {
    throw strange === rows
      ? noKnownClass(rows, [...unknown], names, source)
      : fewKnownClasses([strange, rows], [...unknown], names, source);
  }
  const notes: string[] = [];
  if (respelt.length > 0) {
    notes.push(`equal classes of "${column.name}" count as one: ${listed(respelt)}`);
  }
  if (strange > 0) {
    const which = listed([...unknown].map(quoted));
    const of = `${strange.toLocaleString('en-US')} of ${countOf(rows, 'row')}`;
    const verb = strange === 1 ? 'has' : 'have';
    notes.push(
      `${of} ${verb} a class that training did not know (${which}): it counts as predicted wrongly`,
    );
  }
  return notes;
}

/** Trimmed cells that are not missing, with their rows. */
function presentCells(column: RawColumn, isMissing: IsMissing): ReadonlyMap<string, number> {
  const { codes, values } = codedCells(column);
  const rowsOfCode = new Float64Array(values.length);
  for (const code of codes) rowsOfCode[code] = (rowsOfCode[code] ?? 0) + 1;
  const rowsOf = new Map<string, number>();
  for (const [code, value] of values.entries()) {
    const [cell, rows] = [value.trim(), rowsOfCode[code] ?? 0];
    if (rows > 0 && !isMissing(cell)) rowsOf.set(cell, (rowsOf.get(cell) ?? 0) + rows);
  }
  return rowsOf;
}

function noKnownClass(
  rows: number,
  cells: readonly string[],
  names: readonly string[],
  source: string,
): AutofitError {
  const [held, known] = [listed(cells.map(quoted)), listed(names.map(quoted))];
  const which =
    rows === 1 ? `The only row of ${source} has no` : `None of ${source}'s ${rows} rows has a`;
  return new AutofitError(
    'NO_KNOWN_CLASS',
    `${which} class that training knew: the label holds ${held}, in training ${known}.`,
    { file: source, hint: CHECK_FILE },
  );
}

function fewKnownClasses(
  [strange, rows]: readonly [strange: number, rows: number],
  cells: readonly string[],
  names: readonly string[],
  source: string,
): AutofitError {
  const [held, known] = [listed(cells.map(quoted)), listed(names.map(quoted))];
  return new AutofitError(
    'FEW_KNOWN_CLASSES',
    `${strange.toLocaleString('en-US')} of ${source}'s ${countOf(rows, 'row')} have a class that training did not know: ${held}, in training ${known}.`,
    { file: source, hint: CHECK_FILE },
  );
}

function listed(items: readonly string[]): string {
  const more = items.length - QUOTED;
  const shown = items.slice(0, QUOTED).join(', ');
  return more > 0 ? `${shown} and ${more.toLocaleString('en-US')} more` : shown;
}

function quoted(cell: string): string {
  return `"${cell}"`;
}
