import type { ColumnProfile } from './column-profile.js';
import type { NumberEvidence } from './number-evidence.js';
import { numberReader } from './number-reader.js';

/** Two numbers with a capital letter each: hours are not among them, as nothing else is counted so. */
const LETTERS = /^\d+\s?[YMWDS](?:,?\s?\d+\s?[MWDS])+$/;
/** Letters of units of time by their size, an m being minutes; beside a year none says anything else. */
const BY_SIZE = 'smhdw';
const PARTS = /\p{L}.*\d/u;
/** Terms of money: few days, few weeks, or months. */
const TERM = /^(?:[1-7]D|[1-3]W|\d{1,2}M)$/;

/**
 * What may be meant otherwise by durations in single letters: `10W 5D` may be wins and draws, `34 m` beside `28 w` men and
 * women, `90 S` beside `40 H` the two sides of an account.
 */
export function doubtLetters(
  { name, counts, plain }: ColumnProfile,
  { parser, units }: NumberEvidence,
): string | undefined {
  if (plain || parser.family !== 'time') return undefined;
  const { cells } = counts;
  const told = `pass \`types: ${JSON.stringify({ [name]: 'categorical' })}\``;
  const words = (cell: string) =>
    `read as a duration, ${numberReader(parser)(cell)} ${parser.unit}; if`;
  const [first = ''] = cells;
  if (cells.every((cell) => LETTERS.test(cell)))
    return `column "${name}": "${first}" is ${words(first)} its letters count something else, write each in its own column, or ${told}`;
  const letters = [...units];
  if (!mayBeOther(letters) || areTerms(letters, cells)) return undefined;
  if (cells.some((cell) => PARTS.test(cell))) return undefined;
  const other = letters.find((letter) => !isSame(letter, parser.unit)) ?? '';
  const own = letters.find((letter) => !isSame(letter, other)) ?? '';
  const [turned = '', kept] = [other, own].map((letter) =>
    cells.find((cell) => cell.endsWith(letter) && /\d/.test(cell)),
  );
  return `column "${name}": "${turned}" beside "${kept}" is ${words(turned)} its letter says something else, write that in its own column, or ${told}`;
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Whether cells are such as `1D`, `2W` and `3M`, all three of them. */
function areTerms(letters: readonly string[], cells: readonly string[]): boolean {
  return letters.length === 3 && cells.every((cell) => TERM.test(cell) || !/\d/.test(cell));
}

/**
 * Whether letters behind numbers are all capitals, or of units between which one is left out, as nobody counts in hours and weeks;
 * small ones for hours and for parts of an hour say nothing else.
 */
function mayBeOther(letters: readonly string[]): boolean {
  const places = new Set(letters.map((letter) => BY_SIZE.indexOf(letter.toLowerCase())));
  if (letters.some((letter) => letter.length !== 1) || places.has(-1) || places.size < 2)
    return false;
  if (letters.includes('h') && (letters.includes('s') || letters.includes('m'))) return false;
  const isApart = Math.max(...places) - Math.min(...places) >= places.size;
  return isApart || letters.every((letter) => letter !== letter.toLowerCase());
}
