import { judgedAt, type TrialJudge } from '../trial/trial-judge.js';
import type { KeptTrial } from '../trial/trial-store.js';
import { permutation, randomStream } from '../util/random.js';
import { answersPerRow } from '../util/task-kind.js';

/** Predictions of one trial, rows times classes, that are looked at again and again; more take too long and tell no more. */
export const MOST_CELLS = 30_000;

/** Validated rows to choose by. */
export interface SampledRows {
  readonly judge: TrialJudge;
  readonly kept: readonly KeptTrial[];
  /** Whether there are others. */
  readonly isPart: boolean;
}

/** All rows, or of many so many that are drawn by the seed, in their order. */
export function sampleRows(
  judge: TrialJudge,
  kept: readonly KeptTrial[],
  seed: number,
): SampledRows {
  const rows = judge.truth.length;
  const most = Math.floor(MOST_CELLS / answersPerRow(judge.task));
  if (rows <= most) return { judge, kept, isPart: false };
  const drawn = permutation(randomStream(seed, 'sample'), rows).slice(0, most).sort();
  return {
    judge: judgedAt(judge, drawn),
    kept: kept.map(({ trial, predictions }) => ({
      trial,
      predictions: pickRows(predictions, drawn, rows),
    })),
    isPart: true,
  };
}

/** Predictions of the drawn rows, of (rows, classes) or one number a row. */
export function pickRows(
  predictions: Float64Array,
  drawn: Int32Array,
  rows: number,
): Float64Array<ArrayBuffer> {
  const width = predictions.length / rows;
  const picked = new Float64Array(drawn.length * width);
  for (const [place, row] of drawn.entries()) {
    for (let i = 0; i < width; i++) picked[place * width + i] = predictions[row * width + i] ?? 0;
  }
  return picked;
}
