import type { ColumnProfile } from './column-profile.js';

/** Fewer different cells than this are levels, whatever they say. */
const FEW_LEVELS = 50;
/** The share of different cells from which on single words are ids. */
const ID_SHARE = 0.95;
/** Rows that a rule about ids needs. */
const ENOUGH_ROWS = 20;
const KEY_WORD = /(?:^|[\s_.-])(?:id|key|index|order|uuid|guid|pid|rownum)$/i;
/** As in `PassengerId`, but not in `paid`. */
const KEY_ENDING = /[a-z](?:Id|ID)$/;

/** Whether cells are sentences or names of several words, most of them different. */
export function isText(profile: ColumnProfile): boolean {
  const present = profile.rows - profile.missing;
  const distinct = profile.counts.size;
  if (distinct <= FEW_LEVELS) return false;
  let words = 0;
  for (const [cell, rows] of profile.counts) words += rows * cell.split(/\s+/).length;
  const wordsPerCell = words / present;
  return wordsPerCell >= 2 && (wordsPerCell * distinct) / present >= 1;
}

/** Whether cells are single words, nearly each of them in one row. */
export function isId(profile: ColumnProfile): boolean {
  const present = profile.rows - profile.missing;
  return profile.counts.size > FEW_LEVELS && profile.counts.size >= ID_SHARE * present;
}

/** Why whole numbers, each in one row, are keys: by their name, or because they count the rows. */
export function keyReason(profile: ColumnProfile): string | undefined {
  const { rows, counts, name } = profile;
  if (rows < ENOUGH_ROWS || counts.size !== rows) return undefined;
  const cells = [...counts.keys()];
  if (!cells.every((cell) => /^\d+$/.test(cell))) return undefined;
  if (KEY_WORD.test(name) || KEY_ENDING.test(name))
    return 'a key, by its name and as every row has another one';
  // Every cell is in one row, so that cells are in the order of rows.
  const counting = cells.every((cell, i) => i === 0 || Number(cell) - Number(cells[i - 1]) === 1);
  return counting ? 'a count of the rows' : undefined;
}
