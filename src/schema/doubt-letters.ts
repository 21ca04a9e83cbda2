import type { ColumnProfile } from './column-profile.js';
import { numberReader } from './number-reader.js';
import type { NumericParser } from './schema.js';

/** Two numbers with a capital letter each: hours are not among them, as nothing else is counted so. */
const LETTERS = /^\d+\s?[YMWDS](?:,?\s?\d+\s?[MWDS])+$/;

/** What may be meant otherwise by durations in single capital letters: `10W 5D` may be wins and draws. */
export function doubtLetters(
  { name, counts, plain }: ColumnProfile,
  parser: NumericParser,
): string | undefined {
  if (plain || parser.family !== 'time') return undefined;
  const [cell = ''] = counts.cells;
  if (!counts.cells.every((own) => LETTERS.test(own))) return undefined;
  const told = JSON.stringify({ [name]: 'categorical' });
  return `column "${name}": "${cell}" is read as a duration, ${numberReader(parser)(cell)} ${parser.unit}; if its letters count something else, write each in its own column, or pass \`types: ${told}\``;
}
