import { digitsAt } from './written-digits.js';
import { type ReadNumber, type WrittenNumber, written } from './written-number.js';

const PAIR = /^(\d+(?:\.\d+)?)\s?[/xX×*]\s?(\d+(?:\.\d+)?)(?:\s?(\p{L}{1,12}))?$/du;

/** Two numbers that stand side by side, and their mean, as in `120/80`, `1920x1080` and `30 * 40`. */
export function writtenPair(cell: string): WrittenNumber | undefined {
  const match = PAIR.exec(cell);
  const [, first, second] = match?.indices ?? [];
  if (!match || !first || !second) return undefined;
  const a = digitsAt(cell.slice(0, first[1]), first[0], '.');
  const b = digitsAt(cell.slice(0, second[1]), second[0], '.');
  if (!a || !b) return undefined;
  const form = { unit: match[3] ?? '', decimals: true, loose: true };
  return written(middleOf(a.read, b.read), { ...form, ends: [a.read, b.read] });
}

/** The middle of two numbers of a cell. */
export function middleOf(first: ReadNumber, second: ReadNumber): ReadNumber {
  return (cell, times = 1, per = 1) => ((first(cell) + second(cell)) * times) / (2 * per);
}
