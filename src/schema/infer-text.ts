import type { ColumnProfile } from './column-profile.js';

/** Fewer different cells than this are levels, whatever they say. */
const FEW_LEVELS = 50;
/** The share of different cells from which on single words are ids. */
const ID_SHARE = 0.95;
/** By character code, whether trimming takes it away. */
const IS_BLANK = Uint8Array.from({ length: 65_536 }, (_, code) =>
  Number(String.fromCharCode(code).trim() === ''),
);

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
