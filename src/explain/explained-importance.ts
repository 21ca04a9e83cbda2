import { scoringMetric } from '../predictor/asked-metrics.js';
import { combined, judgedTask } from '../predictor/combined.js';
import type { KeptTable } from '../predictor/kept-rows.js';
import { isOfFolds, type PredictorState } from '../predictor/predictor-state.js';
import { judgingMetric } from '../predictor/state-metric.js';
import type { Table } from '../table/table.js';
import type { Asked } from './contributions.js';
import type { ExplainOptions } from './explain-options.js';
import { sampleJudged } from './judged-rows.js';
import {
  type JudgedImportance,
  type JudgedPart,
  permutationImportance,
} from './permutation-importance.js';
import { playersAmong, playersOf } from './players.js';

/** Times that columns are shuffled: fewer where rows would be too few else, as these tell more. */
const REPEATS = 5;
const LEAST_REPEATS = 2;
/** Rows that are judged at most, and at least where there are as many. */
const MOST_ROWS = 5000;
const ENOUGH_ROWS = 500;
const LEAST_ROWS = 200;
/** Rows times models that are predicted, as far as the least allows. */
const MOST_WORK = 500_000;

export interface ImportanceOptions
  extends Pick<ExplainOptions, 'metrics' | 'repeats' | 'together'> {
  /** Columns that are shuffled. @default all that a model reads */
  readonly only?: readonly string[] | undefined;
  /** Rows that are judged at most. @default by models, columns and repeats */
  readonly mostRows?: number | undefined;
}

export interface PermutationImportance extends JudgedImportance {
  /** Rows that those were drawn of, so that each class counts for its share. */
  readonly ofRows: number;
}

/** How much each column matters on labelled rows that were not fitted to. */
export function importanceOn(
  asked: Asked,
  table: Table,
  options: ImportanceOptions,
  seed: number,
): Promise<readonly PermutationImportance[]> {
  const rows = Int32Array.from({ length: table.rows }, (_, row) => row);
  return importanceOfParts(asked, table, [{ state: asked.state, rows }], options, seed);
}

/**
 * The same on rows that a run kept, each predicted by the models of the fold that judged it. Undefined where the models are of
 * all rows: they know these.
 */
export function importanceOutOfFold(
  asked: Asked,
  { table, folds }: KeptTable,
  options: ImportanceOptions,
  seed: number,
): Promise<readonly PermutationImportance[]> | undefined {
  const parts = [...new Set(folds)]
    .sort((a, b) => a - b)
    .flatMap((fold) => {
      const own = stateOfFold(asked.state, fold);
      const rows = Int32Array.from([...folds.keys()].filter((row) => folds[row] === fold));
      return own ? [{ state: own, rows }] : [];
    });
  return parts.length > 0 ? importanceOfParts(asked, table, parts, options, seed) : undefined;
}

/** The models that judged a fold's rows; undefined where there are none: of no fold, or where models are of all rows. */
export function stateOfFold(state: PredictorState, fold: number): PredictorState | undefined {
  const { folds, refit } = state.options;
  if (fold < 0 || refit !== false || typeof folds !== 'number') return undefined;
  if (!state.members.every((member) => isOfFolds(member, folds))) return undefined;
  const members = state.members.map((member) => ({
    ...member,
    folds: member.folds.slice(fold, fold + 1),
  }));
  return { ...state, members };
}

async function importanceOfParts(
  asked: Asked,
  table: Table,
  parts: readonly { readonly state: PredictorState; readonly rows: Int32Array }[],
  { metrics, repeats: told, together, only, mostRows }: ImportanceOptions,
  seed: number,
): Promise<readonly PermutationImportance[]> {
  const { state, open, allocate, watch } = asked;
  const [first] = parts;
  if (!first) throw new Error('no rows to judge');
  const all = playersOf(table, state.preprocessors, together);
  const players = only ? playersAmong(all, only) : all;
  const models = first.state.members.reduce((sum, { folds }) => sum + folds.length, 0);
  const plan = planShuffles(players.columns.length, models, told);
  const { repeats } = plan;
  const task = judgedTask(state);
  const rows = parts.map((part) => part.rows);
  const named = importanceMetrics(metrics, state).map((name) => scoringMetric(name, state));
  const most = mostRows ?? plan.rows;
  const sample = sampleJudged(table, rows, { metrics: named, task, most, seed });
  const judged = parts.flatMap((part, place): readonly JudgedPart[] => {
    const membersOf = open(part.state);
    const own = sample.parts[place] ?? part.rows;
    const predict = async (asked: Table) => combined(part.state, await membersOf(asked));
    return own.length > 0 ? [{ rows: own, predict }] : [];
  });
  const { standFor } = sample;
  const options = { metrics: named, task, players, repeats, seed, allocate, watch, standFor };
  const found = await permutationImportance(table, judged, options);
  const ofRows = rows.reduce((sum, { length }) => sum + length, 0);
  return found.map((own) => ({ ...own, ofRows }));
}

/** Names of what importance is judged by. */
export function importanceMetrics(
  metrics: ExplainOptions['metrics'],
  state: PredictorState,
): readonly string[] {
  return metrics ?? [judgingMetric(state).name];
}

/** How many rows are judged, and how often each column is shuffled. */
export function planShuffles(
  columns: number,
  models: number,
  told?: number,
): { readonly rows: number; readonly repeats: number } {
  const shuffled = MOST_WORK / Math.max(1, models * columns);
  const affordable = Math.floor(shuffled / ENOUGH_ROWS);
  const repeats = told ?? Math.max(LEAST_REPEATS, Math.min(REPEATS, affordable));
  const rows = Math.floor(shuffled / repeats);
  return { rows: Math.min(MOST_ROWS, Math.max(LEAST_ROWS, rows)), repeats };
}
