import { predictedClass } from '../metrics/predicted-class.js';
import { combined, judgedTask } from '../predictor/combined.js';
import { middleAnswers } from '../predictor/quantile-answers.js';
import { type ImageColumn, MISSING, type Table } from '../table/table.js';
import type { Asked } from './contributions.js';
import { gatherColumn } from './mixed-table.js';

/** By how much an answer changes where a part of its picture is covered. */
export interface Occlusion {
  /** The place of the class that is decided for; −1 for a number. */
  readonly output: number;
  /** Its chance while nothing is covered; or the number. */
  readonly answer: number;
  /** How much of it is lost, (GRID, GRID), where a patch has its middle there. */
  readonly losses: Float64Array;
}

/** Places along a side at which the patch stands. */
export const GRID = 8;
/** Its side, as a share of the picture's. */
const PATCH = 1 / 4;

/**
 * Where in a picture the answer lies: a patch of the picture's mean colour is slid over it, and the answer asked each time (Zeiler
 * and Fergus 2014). Undefined where the row has no picture there, or several.
 */
export async function occlusionMap(
  { state, open, allocate, watch }: Asked,
  table: Table,
  row: number,
  name: string,
): Promise<Occlusion | undefined> {
  const column = table.columns.find((own) => own.name === name);
  if (column?.kind !== 'image') return undefined;
  const picture = lonePicture(column, row);
  if (picture < 0) return undefined;
  const covered = coveredPictures(column, picture);
  const same = new Int32Array(GRID * GRID + 1).fill(row);
  const columns = table.columns.map((own) =>
    own.name === name ? covered : gatherColumn(own, same, allocate),
  );
  await watch.turn();
  const task = judgedTask(state);
  const asked: Table = { kind: 'table', rows: same.length, columns, target: undefined };
  const predicted = combined(state, await open(state)(asked));
  const values = task.kind === 'quantile' ? middleAnswers(predicted, task.quantiles) : predicted;
  const output = task.classes === 0 ? -1 : (predictedClass(values, 0, task) ?? 0);
  const answers = Float64Array.from(
    same,
    (_, i) => values[i * Math.max(1, task.classes) + Math.max(0, output)] ?? Number.NaN,
  );
  const [answer = Number.NaN] = answers;
  return { output, answer, losses: answers.subarray(1).map((value) => answer - value) };
}

/** The place of a row's only picture; −1 where there is none, or more. */
export function lonePicture({ codes, offsets, own }: ImageColumn, row: number): number {
  const code = codes[row] ?? MISSING;
  if (code < 0) return -1;
  const [from = 0, to = 0] = [offsets[code], offsets[code + 1]];
  return to - from === 1 ? (own[from] ?? -1) : -1;
}

/** The picture as it is, then with a patch at each place, row after row. */
function coveredPictures(column: ImageColumn, picture: number): ImageColumn {
  const { side } = column;
  const bytes = side * side * 3;
  const whole = column.pixels.subarray(picture * bytes, (picture + 1) * bytes);
  const count = GRID * GRID + 1;
  const pixels = new Uint8Array(count * bytes);
  const mean = meanColour(whole);
  for (let i = 0; i < count; i++) {
    const own = pixels.subarray(i * bytes, (i + 1) * bytes);
    own.set(whole);
    if (i > 0) cover(own, side, (i - 1) % GRID, Math.floor((i - 1) / GRID), mean);
  }
  const size = column.sizes.subarray(3 * picture, 3 * picture + 3);
  const sizes = Float64Array.from({ length: 3 * count }, (_, i) => size[i % 3] ?? 0);
  const places = Int32Array.from({ length: count + 1 }, (_, i) => i);
  const codes = places.slice(0, count);
  const { deep: _, ...others } = column;
  return { ...others, codes, offsets: places, own: codes, pixels, sizes };
}

function cover(
  pixels: Uint8Array,
  side: number,
  column: number,
  row: number,
  colour: readonly number[],
): void {
  const along = (place: number) => {
    const middle = (place + 0.5) / GRID;
    const from = Math.max(0, Math.round((middle - PATCH / 2) * side));
    return [
      from,
      Math.min(side, Math.max(from + 1, Math.round((middle + PATCH / 2) * side))),
    ] as const;
  };
  const [left, right] = along(column);
  const [top, bottom] = along(row);
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) pixels.set(colour, (y * side + x) * 3);
  }
}

function meanColour(pixels: Uint8Array): readonly number[] {
  return [0, 1, 2].map((channel) => {
    let sum = 0;
    for (let i = channel; i < pixels.length; i += 3) sum += pixels[i] ?? 0;
    return Math.round((3 * sum) / pixels.length);
  });
}
