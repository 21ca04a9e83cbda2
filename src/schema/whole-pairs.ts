import type { ColumnProfile } from './column-profile.js';
import { isMissingAmongNumbers } from './missing-tokens.js';
import type { NumberEvidence } from './number-evidence.js';
import { numberReader } from './number-reader.js';
import type { DecimalMark } from './schema.js';

/** Two whole numbers, or one with a decimal comma or a group of thousands. */
const WHOLE_PAIR = /^\(\s?[-+−]?\s?\d+\s?,\s?[-+−]?\s?\d+\s?\)$/;
/** No whole number begins so, but fractions and groups of thousands do. */
const NOUGHT_BEHIND = /,\s?[-+−]?\s?0\d/;
/** No number has a sign within its parentheses, or a blank behind its comma. */
const OF_PAIRS = /\(\s?[-+−]|,\s|,[-+−]/;

/** Whether every number in parentheses may also be two whole ones: `(63,36)`. */
export function areWholePairs(
  { counts }: Pick<ColumnProfile, 'counts'>,
  { parser }: Pick<NumberEvidence, 'parser'>,
): boolean {
  if (!parser.accounting || parser.currency !== '' || parser.unit !== '') return false;
  const isPair = (cell: string) => WHOLE_PAIR.test(cell) && !NOUGHT_BEHIND.test(cell);
  return counts.cells.every((cell) => isPair(cell) || isMissingAmongNumbers(cell));
}

/**
 * Whether they are pairs: a whole column of debts is rare, but in a table of decimal commas pairs have to show that they
 * are some, by a sign inside or by digits behind the comma that are now more, now fewer.
 */
export function arePairsHere({ counts }: ColumnProfile, decimal: DecimalMark): boolean {
  if (decimal === '.') return true;
  const behind = (cell: string) => cell.length - cell.indexOf(',');
  const cells = counts.cells.filter((cell) => WHOLE_PAIR.test(cell));
  const [first = ''] = cells;
  return cells.some((cell) => OF_PAIRS.test(cell) || behind(cell) !== behind(first));
}

/** What to say of such a column beside what is said of pairs, where it is taken for some. */
export function doubtWholePairs(
  { name, counts }: ColumnProfile,
  { parser }: NumberEvidence,
  ofPairs: string | undefined,
): string {
  const read = numberReader(parser);
  const cell = counts.cells.find((own) => Number.isFinite(read(own))) ?? '';
  if (ofPairs === undefined) {
    return `column "${name}": ${cell} is read as ${read(cell)}, a negative number in parentheses; if it is a pair, write its numbers in two columns`;
  }
  const told = { [name]: `numeric:${parser.decimal === ',' ? '1.234,5' : '1,234.5'}` };
  return `${ofPairs}; if "${cell}" is a negative number, ${read(cell)}, pass \`types: ${JSON.stringify(told)}\``;
}
