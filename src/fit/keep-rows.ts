import type { FinishedEnsemble } from '../ensemble/finish-ensemble.js';
import { rowLosses } from '../metrics/row-losses.js';
import type { KeptRows, KeptTable, NamedPredictions } from '../predictor/kept-rows.js';
import { predictorName } from '../predictor/predictor-row.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { compactTexts } from '../table/compact-texts.js';
import { takeRows } from '../table/take-rows.js';
import type { KeptTrial } from '../trial/trial-store.js';
import { permutation, randomStream } from '../util/random.js';
import type { FitData } from './lay-out-data.js';

/** Rows that stand for all of them where answers are explained, and rows of which most was wrong. */
const BACKGROUND_ROWS = 1000;
const WORST_ROWS = 20;
/** Bytes of predictions that are kept at most, the best trials' first. */
const MOST_BYTES = 256 * 2 ** 20;

/** What a run keeps of its rows: what was said of them out of fold, and some of them whole. */
export function keepRows(
  data: FitData,
  state: PredictorState,
  ensemble: FinishedEnsemble,
  kept: readonly KeptTrial[],
): KeptRows {
  const { judge, table } = data;
  const drawn = drawRows(judge.rows, table.rows, state.seed);
  const take = tableTaker(data);
  const { rows, folds } = take(judge.rows);
  return {
    outOfFold: {
      rows,
      folds,
      truth: judge.truth,
      weights: judge.weights,
      groups: judge.groups,
      predictions: withinBytes([
        { name: predictorName(state), values: ensemble.predictions },
        ...inOrderOfUse(ensemble, kept),
      ]),
    },
    background: { ...take(drawn).whole(), worst: take(worstRows(data, ensemble)).whole() },
  };
}

/** Judged rows before others: what columns tell is worked out on rows that models were not fitted to. */
function drawRows(judged: Int32Array, rows: number, seed: number): Int32Array {
  const random = randomStream(seed, 'background');
  const isJudged = new Uint8Array(rows);
  for (const row of judged) isJudged[row] = 1;
  const order = permutation(random, rows);
  const of = (is: number) => order.filter((row) => isJudged[row] === is);
  const first = of(1).subarray(0, BACKGROUND_ROWS);
  const others = of(0).subarray(0, BACKGROUND_ROWS - first.length);
  return Int32Array.of(...first, ...others).sort();
}

/** Rows by where they stood, with their folds; and with their cells where those are asked for. */
function tableTaker({ judge, table, places }: FitData) {
  const foldOf = new Int32Array(table.rows).fill(-1);
  for (const [fold, { validation }] of judge.folds.entries()) {
    for (const row of validation) foldOf[row] = fold;
  }
  const judgedAt = new Map([...judge.rows].map((row, place) => [row, place]));
  return (own: Int32Array) => {
    const rows = places ? own.map((row) => places[row] ?? -1) : own;
    const folds = own.map((row) => foldOf[row] ?? -1);
    const whole = (): KeptTable => {
      const taken = takeRows(table, own, (bytes) => new ArrayBuffer(bytes));
      const at = own.map((row) => judgedAt.get(row) ?? -1);
      return { rows, folds, places: at, table: compactTexts(taken) };
    };
    return { rows, folds, whole };
  };
}

/** The rows whose out-of-fold predictions are most wrong, the worst first. */
function worstRows({ judge }: FitData, { predictions }: FinishedEnsemble): Int32Array {
  const losses = rowLosses(judge.truth, predictions, judge.task);
  const counts = (i: number) => Number.isFinite(losses[i]) && (judge.weights?.[i] ?? 1) > 0;
  const order = [...losses.keys()].filter(counts);
  order.sort((a, b) => (losses[b] ?? 0) - (losses[a] ?? 0) || a - b);
  return Int32Array.from(order.slice(0, WORST_ROWS), (i) => judge.rows[i] ?? 0);
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
