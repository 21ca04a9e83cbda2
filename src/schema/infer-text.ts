import type { ColumnProfile } from './column-profile.js';

/** Fewer different cells than this are levels, whatever they say. */
const FEW_LEVELS = 50;
/** The share of different cells from which on single words are ids. */
const ID_SHARE = 0.95;
/** By character code, whether trimming takes it away. */
const IS_BLANK = Uint8Array.from({ length: 65_536 }, (_, code) =>
  Number(String.fromCharCode(code).trim() === ''),
);
/** From here on characters may be of a script that writes no blanks between words. */
const FIRST_UNSPACED = 0x0e00;
/** Thai, Lao, Burmese and Khmer letters, of which a word has several, and Chinese and Japanese ones. */
const UNSPACED = /[\p{sc=Thai}\p{sc=Laoo}\p{sc=Mymr}\p{sc=Khmr}\p{sc=Hani}\p{sc=Hira}\p{sc=Kana}]/u;
const CHARACTERS_A_WORD = 2;
/** By character code: 1 or 2 where it is known whether the script writes blanks. */
const known = new Uint8Array(65_536);

function isUnspaced(code: number): boolean {
  known[code] ||= UNSPACED.test(String.fromCharCode(code)) ? 2 : 1;
  return known[code] === 2;
}

/** Whether cells are sentences or names of several words, most of them different. */
export function isText(profile: ColumnProfile): boolean {
  const present = profile.rows - profile.missing;
  const { distinct } = profile;
  if (distinct <= FEW_LEVELS) return false;
  let words = 0;
  const { cells, rowsOf } = profile.counts;
  for (let i = 0; i < cells.length; i++) {
    words += (rowsOf[i] as number) * wordsIn(cells[i] as string);
  }
  const wordsPerCell = words / present;
  return wordsPerCell >= 2 && (wordsPerCell * distinct) / present >= 1;
}

/** Parts between white space of a trimmed cell; of scripts without any, two characters count as a word. */
function wordsIn(cell: string): number {
  let words = 1;
  let unspaced = 0;
  let isBlank = false;
  for (let i = 0; i < cell.length; i++) {
    const code = cell.charCodeAt(i);
    const wasBlank = isBlank;
    isBlank = IS_BLANK[code] === 1;
    if (isBlank && !wasBlank) words++;
    if (code >= FIRST_UNSPACED && isUnspaced(code)) unspaced++;
  }
  return Math.max(words, unspaced / CHARACTERS_A_WORD);
}

/** Whether cells are single words, nearly each of them in one row. */
export function isId(profile: ColumnProfile): boolean {
  const present = profile.rows - profile.missing;
  return profile.distinct > FEW_LEVELS && profile.distinct >= ID_SHARE * present;
}
