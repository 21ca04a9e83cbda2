import type { TrainedNetwork } from '../engine/network.js';
import type { NetworkInput } from '../engine/network-input.js';
import { eachEntry } from '../matrix/matrix.js';
import { square } from '../util/elementary/square.js';

/** No two rows count as nearer than this. */
export const NEAREST = 0.01;
/** Of |x|²: below it what single precision leaves of |x|² − 2 (x · t − ½ |t|²) is rounding in good part. */
const CANCELLED = 0.01;

/** How much each of the nearest rows counts by its distance from a row of the block; `sums` are what ranked them. */
export function inverseDistances(
  rows: TrainedNetwork,
  near: readonly number[],
  sums: Float32Array,
  block: NetworkInput,
  row: number,
): readonly number[] {
  const norm = squaredNorm(block, row);
  return near.map((unit) => {
    const squared = norm - 2 * (sums[unit] as number);
    const isLost = squared < CANCELLED * norm;
    const known = isLost ? squaredDistance(rows, sums.length, unit, block, row) : squared;
    return 1 / (Math.sqrt(known) + NEAREST);
  });
}

/** |x − t|², column by column. */
function squaredDistance(
  { inputs, sparseInputs, parameters }: TrainedNetwork,
  units: number,
  unit: number,
  { dense, sparse }: NetworkInput,
  row: number,
): number {
  const own = (column: number) => parameters[column * units + unit] as number;
  let squares = 0;
  for (let column = 0; column < inputs; column++) {
    squares += square((dense?.data[row * inputs + column] ?? 0) - own(column));
  }
  if (!sparse) return squares;
  const values = new Float64Array(sparseInputs);
  eachEntry(sparse, row, (column, value) => {
    values[column] = value;
  });
  for (let column = 0; column < sparseInputs; column++) {
    squares += square((values[column] as number) - own(inputs + column));
  }
  return squares;
}

function squaredNorm({ dense, sparse }: NetworkInput, row: number): number {
  let squares = 0;
  const columns = dense?.columns ?? 0;
  for (let column = 0; column < columns; column++) {
    squares += square(dense?.data[row * columns + column] ?? 0);
  }
  if (sparse) {
    eachEntry(sparse, row, (_column, value) => {
      squares += value * value;
    });
  }
  return squares;
}
