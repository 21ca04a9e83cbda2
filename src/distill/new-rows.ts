import type { Column, ColumnNumbers, Table } from '../table/table.js';
import type { Random } from '../util/random.js';

/** Of so many rows, drawn by chance, the nearest one gives cells; of fewer where that would take long. */
const DRAWN = 32;
const LEAST_DRAWN = 4;
/** Cells that are compared at most. */
const MOST_COMPARED = 4e8;

/** For each column the rows that its cells come from. */
export type CellSources = readonly Int32Array[];

/**
 * Rows that are like those of a table and none of them (MUNGE; Bucilă, Caruana and Niculescu-Mizil 2006): each is one of these rows, half
 * of whose cells, by chance, are those of a near row. Cells that go together mostly stay together so; no value is made up.
 */
export function madeUpRows(
  table: Table,
  among: Int32Array,
  count: number,
  random: Random,
): CellSources {
  const { columns } = table;
  const distances = columns.map((column) => cellDistance(column, among));
  const work = Math.max(1, count * columns.length);
  const drawn = Math.max(LEAST_DRAWN, Math.min(DRAWN, Math.floor(MOST_COMPARED / work)));
  const sources = columns.map(() => new Int32Array(count));
  for (let i = 0; i < count; i++) {
    const row = among[i % among.length] ?? 0;
    const near = nearest(row, among, drawn, distances, random);
    for (const own of sources) own[i] = random.next() < 0.5 ? row : near;
  }
  return sources;
}

type CellDistance = (a: number, b: number) => number;

function nearest(
  row: number,
  among: Int32Array,
  drawn: number,
  distances: readonly CellDistance[],
  random: Random,
): number {
  let [best, least] = [row, Number.POSITIVE_INFINITY];
  for (let i = 0; i < drawn; i++) {
    const other = among[random.integer(among.length)] ?? 0;
    if (other === row) continue;
    let sum = 0;
    for (const distance of distances) sum += distance(row, other);
    if (sum < least) [best, least] = [other, sum];
  }
  return best;
}

/** How far two cells of a column are apart: of numbers in their deviations, up to 1 as of levels that differ. */
function cellDistance(column: Column, among: Int32Array): CellDistance {
  if ('codes' in column) {
    const { codes } = column;
    return (a, b) => (codes[a] === codes[b] ? 0 : 1);
  }
  const { values } = column;
  const scale = deviationOf(values, among) || 1;
  return (a, b) => {
    const distance = Math.abs((values[a] ?? Number.NaN) - (values[b] ?? Number.NaN)) / scale;
    if (distance < 1) return distance;
    const isMissing = Number.isNaN(values[a]) && Number.isNaN(values[b]);
    return isMissing ? 0 : 1;
  };
}

function deviationOf(values: ColumnNumbers, among: Int32Array): number {
  let [count, mean, squares] = [0, 0, 0];
  for (const row of among) {
    const value = values[row] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    count++;
    const step = value - mean;
    mean += step / count;
    squares += step * (value - mean);
  }
  return Math.sqrt(squares / Math.max(1, count));
}
