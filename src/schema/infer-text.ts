import type { ColumnProfile } from './column-profile.js';

/** Fewer different cells than this are levels, whatever they say. */
const FEW_LEVELS = 50;
/** The share of different cells from which on single words are ids. */
const ID_SHARE = 0.95;
/** By character code, whether trimming takes it away. */
const IS_BLANK = Uint8Array.from({ length: 65_536 }, (_, code) =>
  Number(String.fromCharCode(code).trim() === ''),
);
/** Rows that a rule about ids needs. */
const ENOUGH_ROWS = 20;
const KEY_WORD = /(?:^|[\s_.-])(?:id|key|index|order|uuid|guid|pid|rownum)$/i;
/** As in `PassengerId`, but not in `paid`. */
const KEY_ENDING = /[a-z](?:Id|ID)$/;

/** Whether cells are sentences or names of several words, most of them different. */
export function isText(profile: ColumnProfile): boolean {
  const present = profile.rows - profile.missing;
  const { distinct } = profile;
  if (distinct <= FEW_LEVELS) return false;
  let words = 0;
  const { cells, rowsOf } = profile.counts;
  for (const [i, cell] of cells.entries()) words += (rowsOf[i] ?? 0) * wordsIn(cell);
  const wordsPerCell = words / present;
  return wordsPerCell >= 2 && (wordsPerCell * distinct) / present >= 1;
}

/** Parts between white space of a trimmed cell. */
function wordsIn(cell: string): number {
  let words = 1;
  let isBlank = false;
  for (let i = 0; i < cell.length; i++) {
    const wasBlank = isBlank;
    isBlank = IS_BLANK[cell.charCodeAt(i)] === 1;
    if (isBlank && !wasBlank) words++;
  }
  return words;
}

/** Whether cells are single words, nearly each of them in one row. */
export function isId(profile: ColumnProfile): boolean {
  const present = profile.rows - profile.missing;
  return profile.distinct > FEW_LEVELS && profile.distinct >= ID_SHARE * present;
}

/** Why whole numbers, each in one row, are keys: by their name, or because they count the rows. */
export function keyReason(profile: ColumnProfile): string | undefined {
  const { rows, distinct, name } = profile;
  if (rows < ENOUGH_ROWS || distinct !== rows) return undefined;
  const values = wholeNumbers(profile);
  if (!values) return undefined;
  if (KEY_WORD.test(name) || KEY_ENDING.test(name))
    return 'a key, by its name and as every row has another one';
  const counting = values.every((value, row) => row === 0 || value - (values[row - 1] ?? 0) === 1);
  return counting ? 'a count of the rows' : undefined;
}

/** The numbers in the order of rows, of which each is in one; undefined unless all are digits alone. */
function wholeNumbers(profile: ColumnProfile): Float64Array | undefined {
  const { plain } = profile;
  if (plain) return plain.integers && plain.low >= 0 ? plain.values : undefined;
  const { cells } = profile.counts;
  return cells.every((cell) => /^\d+$/.test(cell)) ? Float64Array.from(cells, Number) : undefined;
}
