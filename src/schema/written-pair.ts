import { digitsAt } from './written-digits.js';
import { type WrittenNumber, written } from './written-number.js';

const PAIR = /^(\d+(?:\.\d+)?)\s?[/x×]\s?(\d+(?:\.\d+)?)(?:\s?(\p{L}{1,12}))?$/du;

/** The mean of two numbers that stand side by side, as in `120/80` and `1920x1080`. */
export function writtenPair(cell: string): WrittenNumber | undefined {
  const match = PAIR.exec(cell);
  const [, first, second] = match?.indices ?? [];
  if (!match || !first || !second) return undefined;
  const a = digitsAt(cell.slice(0, first[1]), first[0], '.');
  const b = digitsAt(cell.slice(0, second[1]), second[0], '.');
  if (!a || !b) return undefined;
  const read = (own: string, times = 1, per = 1) =>
    ((a.read(own) + b.read(own)) * times) / (2 * per);
  return written(read, { unit: match[3] ?? '', decimals: true, loose: true });
}
