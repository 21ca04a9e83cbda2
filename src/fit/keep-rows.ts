import type { FinishedEnsemble } from '../ensemble/finish-ensemble.js';
import { predictorName } from '../predictor/predictor-row.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import type { KeptRows, NamedPredictions } from '../run/kept-rows.js';
import { compactTexts } from '../table/compact-texts.js';
import { takeRows } from '../table/take-rows.js';
import type { KeptTrial } from '../trial/trial-store.js';
import { permutation, randomStream } from '../util/random.js';
import type { FitData } from './lay-out-data.js';

/** Rows that stand for all of them where answers are explained. */
const BACKGROUND_ROWS = 1000;
/** Bytes of predictions that are kept at most, the best trials' first. */
const MOST_BYTES = 256 * 2 ** 20;

/** What a run keeps of its rows: what was said of them out of fold, and some of them whole. */
export function keepRows(
  { judge, table, places }: FitData,
  state: PredictorState,
  ensemble: FinishedEnsemble,
  kept: readonly KeptTrial[],
): KeptRows {
  const rowOf = (row: number) => (places ? (places[row] ?? -1) : row);
  const foldOf = new Int32Array(table.rows).fill(-1);
  for (const [fold, { validation }] of judge.folds.entries()) {
    for (const row of validation) foldOf[row] = fold;
  }
  const random = randomStream(state.seed, 'background');
  const drawn = permutation(random, table.rows).slice(0, BACKGROUND_ROWS).sort();
  return {
    outOfFold: {
      rows: judge.rows.map(rowOf),
      folds: judge.rows.map((row) => foldOf[row] ?? -1),
      truth: judge.truth,
      weights: judge.weights,
      predictions: withinBytes([
        { name: predictorName(state), values: ensemble.predictions },
        ...inOrderOfUse(ensemble, kept),
      ]),
    },
    background: {
      rows: drawn.map(rowOf),
      folds: drawn.map((row) => foldOf[row] ?? -1),
      table: compactTexts(takeRows(table, drawn, (bytes) => new ArrayBuffer(bytes))),
    },
  };
}

/** Members of the ensemble first; those of the predictor of one member are its own already. */
function inOrderOfUse(
  { members }: FinishedEnsemble,
  kept: readonly KeptTrial[],
): readonly NamedPredictions[] {
  const isMember = new Set(members.map(({ trial }) => trial));
  const own = kept.filter(({ trial }) => isMember.has(trial));
  const others = kept.filter(({ trial }) => !isMember.has(trial));
  return [...(members.length > 1 ? own : []), ...others].map(({ trial, predictions }) => ({
    name: trial.name,
    values: predictions,
  }));
}

/** The first ones, as many as there is room for; the predictor's own always. */
function withinBytes(all: readonly NamedPredictions[]): readonly NamedPredictions[] {
  const bytes = all[0]?.values.byteLength ?? 0;
  return all.slice(0, Math.max(1, Math.floor(MOST_BYTES / Math.max(1, bytes))));
}
