import { log1p } from '../util/elementary/log.js';
import { CAPITAL, DIGIT, flagsAt, SIGN, SPACE } from './character-flags.js';

const NAMES = [
  'characters (log)',
  'words (log)',
  'share of digits',
  'share of capitals',
  'share of punctuation',
] as const;

/** What texts look like, before they are read: one array of numbers each, and their names. */
export interface TextCounts {
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
}

export function textCounts(x: readonly string[]): TextCounts {
  const columns = NAMES.map(() => new Float64Array(x.length));
  const known = new Map<string, readonly number[]>();
  for (const [row, text] of x.entries()) {
    const counts = known.get(text) ?? countsOf(text);
    known.set(text, counts);
    for (const [i, count] of counts.entries()) {
      const column = columns[i];
      if (column) column[row] = count;
    }
  }
  return { names: NAMES, columns };
}

function countsOf(text: string): readonly number[] {
  let [words, digits, capitals, signs] = [0, 0, 0, 0];
  let isInWord = false;
  for (let place = 0; place < text.length; place++) {
    const flags = flagsAt(text, place);
    const isSpace = (flags & SPACE) !== 0;
    if (!isSpace && !isInWord) words++;
    isInWord = !isSpace;
    // The second half of a pair is no character of its own.
    if (isSecondHalf(text.charCodeAt(place))) continue;
    if (flags & DIGIT) digits++;
    if (flags & CAPITAL) capitals++;
    if (flags & SIGN) signs++;
  }
  const share = (count: number) => count / Math.max(1, text.length);
  const sizes = [log1p(text.length), log1p(words)];
  return [...sizes, share(digits), share(capitals), share(signs)];
}

function isSecondHalf(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
