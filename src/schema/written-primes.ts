import { digitsAt } from './written-digits.js';
import { type ReadNumber, type WrittenNumber, written } from './written-number.js';

const PRIMES =
  /^(\d{1,4})\s?['′’](?:\s?(\d{1,2}(?:\.\d{1,9})?)\s?(?:["″”]|''|′′|’’))?(?:\s?\/\s?\p{L}{1,4})?$/du;

/** Minutes and seconds behind primes, as of a pace or an arc: `5'52"` is 352; NaN for 60 seconds and more. */
export function writtenPrimes(cell: string): WrittenNumber | undefined {
  const [, minutes, seconds] = PRIMES.exec(cell)?.indices ?? [];
  if (!minutes) return undefined;
  const [whole, part] = [minutes, seconds].map(
    (place) => place && digitsAt(cell.slice(0, place[1]), place[0], '.')?.read,
  );
  const read: ReadNumber = (own, times = 1, per = 1) => {
    const rest = part?.(own) ?? 0;
    return rest < 60 ? (((whole?.(own) ?? Number.NaN) * 60 + rest) * times) / per : Number.NaN;
  };
  return written(read, { unit: 's', compound: true, loose: true });
}
