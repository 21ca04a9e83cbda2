import { dealParts } from '../metrics/deal-parts.js';
import { effectiveRows } from '../metrics/row-groups.js';
import type { ScoredRows } from '../metrics/scored-rows.js';
import type { PreprocessingOptions } from '../preprocessing/preprocessing-options.js';
import type { ColumnSchema } from '../schema/schema.js';
import type { Table } from '../table/table.js';
import { classScore, setHolder } from './class-set.js';
import { heldCoverage } from './held-coverage.js';
import { scoreQuantiles } from './score-quantiles.js';
import { fitSpread } from './spread-model.js';
import { spreadTells } from './spread-tells.js';
import type { Intervals, Sets, Uncertainty } from './uncertainty.js';

/** What was answered of rows that models were not fitted to, and what is known of these. */
export interface AnsweredRows {
  /** Of all rows, with the schema of the features and how they are made ready. */
  readonly table: Table;
  readonly columns: readonly ColumnSchema[];
  readonly preprocessing: PreprocessingOptions;
  /** The places of the judged rows in the table; their labels, weights and groups; the task with its threshold. */
  readonly rows: Int32Array;
  readonly judged: ScoredRows;
  /** (rows, classes), or one number a row. */
  readonly predictions: Float64Array;
  readonly seed: number;
}

const PARTS = 5;
/** Fewer rows, or groups of them, cannot tell how spreads differ. */
const LEAST_FOR_SPREAD = 100;

/** How sure answers are: intervals of numbers, sets of classes, that cover this share of other rows. */
export function fitUncertainty(given: AnsweredRows, coverage: number): Uncertainty {
  const { judged } = given;
  const parts = dealParts(judged, PARTS);
  const effective = effectiveRows(judged.truth.length, judged.weights, judged.groups);
  const known = { parts, effective, coverage };
  return judged.task.kind === 'regression' ? fitIntervals(given, known) : fitSets(given, known);
}

interface Known {
  readonly parts: Uint8Array;
  readonly effective: number;
  readonly coverage: number;
}

/**
 * Absolute residuals out of fold, where that tells more in units of a spread that has not seen the row (Papadopoulos et al. 2008; Lei et
 * al. 2018, "Distribution-free predictive inference for regression").
 */
function fitIntervals(given: AnsweredRows, { parts, effective, coverage }: Known): Intervals {
  const { judged, predictions } = given;
  const { truth, weights } = judged;
  const strayed = predictions.map((answer, i) => Math.abs(answer - (truth[i] ?? Number.NaN)));
  const found = spreadOf(given, strayed, parts, effective);
  const spreadAt = (place: number) => found?.spreads[place] ?? 1;
  const scores = strayed.map((own, place) => own / spreadAt(place));
  const held = heldCoverage({ scores, weights, parts, effective }, coverage, (place, reach) => ({
    isCovered: (scores[place] ?? 0) <= reach,
    size: 2 * reach * spreadAt(place),
  }));
  const told = { coverage, scores: scoreQuantiles(scores, weights, effective), held };
  return { kind: 'intervals', ...told, ...(found && { spread: found.model }) };
}

/** Undefined where these rows do not say that it tells more than that all answers stray alike. */
function spreadOf(
  { judged, predictions, ...given }: AnsweredRows,
  strayed: Float64Array,
  parts: Uint8Array,
  effective: number,
) {
  const { weights } = judged;
  const isAny = strayed.some((own, place) => own > 0 && (weights?.[place] ?? 1) > 0);
  if (effective < LEAST_FOR_SPREAD || !isAny || !strayed.every(Number.isFinite)) return undefined;
  const found = fitSpread({ ...given, answers: predictions, strayed, weights, parts });
  const tells = spreadTells({ strayed, spreads: found.spreads, weights, parts, effective });
  return tells ? found : undefined;
}

function fitSets(
  { judged, predictions }: AnsweredRows,
  { parts, effective, coverage }: Known,
): Sets {
  const { truth, weights, task } = judged;
  const width = task.classes;
  const scores = Float64Array.from(truth, (code, row) =>
    classScore(predictions.subarray(row * width, (row + 1) * width), code),
  );
  const held = heldCoverage({ scores, weights, parts, effective }, coverage, (place, reach) => {
    const has = setHolder(predictions, place, task, reach);
    let size = 0;
    for (let code = 0; code < width; code++) size += Number(has(code));
    return { isCovered: has(truth[place] ?? -1), size };
  });
  return { kind: 'sets', coverage, scores: scoreQuantiles(scores, weights, effective), held };
}
