import { editDistance } from '../util/nearest-name.js';

/** How many times as many rows the other class has: two rare classes of names alike are two. */
const TIMES = 20;
/** Shorter names are often one letter apart, as codes and grades are. */
const SHORTEST = 3;

/** The place of the class of which the one at this place seems to be a slip of a key, `yess` of `yes`; undefined where there is none. */
export function slipOf(
  place: number,
  names: readonly string[],
  rows: readonly number[],
): number | undefined {
  const [name = '', own = 0] = [names[place], rows[place]];
  const found = names.findIndex(
    (other, at) =>
      own > 0 && (rows[at] ?? 0) >= TIMES * own && isWord(other) && isOneKeyOff(name, other),
  );
  return found < 0 ? undefined : found;
}

/** Names with digits count or number things. */
function isWord(name: string): boolean {
  return [...name].length >= SHORTEST && !/\d/.test(name);
}

/** A letter more, less or another one: no digit, and not the sign that makes `c` into `c++`. */
function isOneKeyOff(name: string, other: string): boolean {
  return /^\p{L}[\p{L} _-]*$/u.test(name) && editDistance(name, other) === 1;
}
