import { quantileSorted } from './quantile-sorted.js';

/** The mean of the two middle numbers, or the middle one; reorders `x`, which must not be empty nor hold NaN. */
export function median(x: Float64Array): number {
  const middle = (x.length - 1) / 2;
  settle(x, Math.floor(middle), 0);
  settle(x, Math.ceil(middle), Math.floor(middle));
  return quantileSorted(x, 0.5);
}

/** After so many halvings little is left in most orders; it is then sorted, so that no order is slow. */
const HALVINGS = 25;

/** Puts into `place` what sorting from place `from` on would put there, and larger numbers behind it (Hoare 1961). */
function settle(x: Float64Array, place: number, from: number): void {
  let [low, high] = [from, x.length - 1];
  for (let halving = 0; halving < HALVINGS && low < high; halving++) {
    const [left, right] = partition(x, low, high);
    if (place <= left) high = left;
    else if (place >= right) low = right;
    else return;
  }
  x.subarray(low, high + 1).sort();
}

/** Numbers up to the first returned place are at most the middle one's, those from the second on at least. */
function partition(x: Float64Array, low: number, high: number): [left: number, right: number] {
  const pivot = x[(low + high) >> 1] ?? 0;
  let [up, down] = [low, high];
  while (up <= down) {
    while ((x[up] ?? pivot) < pivot) up++;
    while ((x[down] ?? pivot) > pivot) down--;
    if (up > down) break;
    const swapped = x[up] ?? 0;
    x[up++] = x[down] ?? 0;
    x[down--] = swapped;
  }
  return [down, up];
}
