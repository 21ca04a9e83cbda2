import { countOf } from '../util/count-of.js';
import type { BlankLines } from './csv-kernels.js';
import { type Dialect, isOneColumn } from './dialect.js';
import { looksLikeData, uniqueNames } from './header.js';
import type { BadRow } from './raw-table.js';

/** What was found in a CSV besides its cells. */
export interface CsvFacts {
  readonly source: string;
  readonly header: boolean;
  readonly dialect: Dialect;
  readonly badRows: readonly BadRow[];
  /** As they are written. */
  readonly names: readonly string[] | undefined;
  /** Rows whose last cell is missing, as they are a field too short. */
  readonly filled: number;
  readonly blank: BlankLines;
  /** Rows that are the header once more. */
  readonly repeats: number;
  /** Whether the first row looks like the names of what is below, and the header like groups of them. */
  readonly hasGroups: boolean | undefined;
}

/** What users should know of the records of a CSV, of which there are so many rows. */
export function csvNotes(taken: CsvFacts, rows: number): string[] {
  const { source, names = [], header, badRows, dialect, filled } = taken;
  const isOne = isOneColumn(dialect);
  const blank = isOne ? taken.blank.behind : taken.blank.before;
  const where = isOne ? `at the end of ${source}` : `of ${source}`;
  return [
    ...dialect.notes,
    ...uniqueNames(names).notes,
    header && looksLikeData(names) && dataHint(source, names),
    dialect.gap === 'first' &&
      `the header of ${source} has a name less than rows have fields: the first ones are "row_names"`,
    taken.hasGroups === true && groupsHint(source, names),
    taken.repeats > 0 && repeatsNote(source, taken.repeats),
    filled > 0 &&
      `${countOf(filled, 'row')} of ${source} ${filled === 1 ? 'lacks' : 'lack'} the last field: it is missing`,
    badRows.length > 0 && badRowsNote(badRows, rows),
    blank > 0 && `${countOf(blank, 'blank line')} ${where} ${blank === 1 ? 'is' : 'are'} skipped`,
  ].filter((note) => note !== false);
}

function dataHint(source: string, names: readonly string[]): string {
  const start = names.slice(0, 3).join(', ');
  return `the first line of ${source} looks like data (${start}…): if it names no columns, pass \`header: false\``;
}

function groupsHint(source: string, names: readonly string[]): string {
  const groups = names.filter((name) => name.trim() !== '').slice(0, 3);
  return `the first line of ${source} looks like groups of columns (${groups.join(', ')}), whose names come below: remove it`;
}

function repeatsNote(source: string, repeats: number): string {
  const [verb, whose] = repeats === 1 ? ['is', 'its'] : ['are', 'their'];
  return `${countOf(repeats, 'row')} of ${source} ${verb} the header once more, as where files were put together: ${whose} cells count as missing`;
}

function badRowsNote(badRows: readonly BadRow[], rows: number): string {
  const shown = badRows.slice(0, 3).map(({ line }) => line);
  const more = badRows.length > shown.length ? ', …' : '';
  const all = badRows.length + rows;
  const are = badRows.length === 1 ? 'is' : 'are';
  return `${badRows.length} of ${all} rows of a wrong length ${are} set aside: line ${shown.join(', ')}${more}`;
}
