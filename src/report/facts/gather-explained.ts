import { type Predicts, predictsOf } from '../../explain/answers.js';
import type { CellValue } from '../../explain/cell-value.js';
import type { Asked } from '../../explain/contributions.js';
import { explainColumns } from '../../explain/explained-columns.js';
import { importanceOn, importanceOutOfFold } from '../../explain/explained-importance.js';
import type { ExplainedColumn } from '../../explain/explanation.js';
import { gridRows } from '../../explain/grid.js';
import { playersOf } from '../../explain/players.js';
import { importanceOf } from '../../predictor/importance.js';
import type { Background, KeptTable, OutOfFold } from '../../predictor/kept-rows.js';
import { middlePlace } from '../../predictor/quantile-answers.js';
import { scaleKind } from '../../schema/scale-kind.js';
import type { Table } from '../../table/table.js';
import { takeRows } from '../../table/take-rows.js';
import { permutation, randomStream } from '../../util/random.js';
import { Stopped } from '../../util/stopped.js';
import { cellText } from './cell-text.js';
import type { DependenceFacts, ExplainFacts, ImportanceFacts } from './explain-facts.js';
import { type PictureEffort, type PictureFacts, pictureFacts } from './picture-facts.js';
import { worstRows } from './worst-rows.js';

/** How much is asked of the models; counts alone, so that the same is told wherever it runs. */
export interface ExplainEffort extends PictureEffort {
  /** Predictions of rows for importance: rows · columns · repeats. */
  readonly shuffled: number;
  readonly repeats: number;
  /** Columns that are shuffled: those that the models say most of, where there are more. */
  readonly columns: number;
  /** Columns whose curve is drawn, and rows that it is the mean of. */
  readonly curves: number;
  readonly curveRows: number;
  /** Rows that are told as most wrong, those of them that are explained, and rows that they are compared with. */
  readonly worst: number;
  readonly explained: number;
  readonly background: number;
  /** Predictions of rows for contributions: explained rows · background · columns · 4. */
  readonly contributed: number;
  /** Whether a report without it is better than none, where it is stopped. */
  readonly mayBeLeftOut: boolean;
}

/** At the end of a fit: about 5,000 predictions, 1.5 s of an ensemble that takes 300 ms for 1,000 rows. */
export const QUICK: ExplainEffort = {
  shuffled: 2500,
  repeats: 2,
  columns: 25,
  curves: 2,
  curveRows: 25,
  worst: 10,
  explained: 2,
  background: 10,
  contributed: 2000,
  pictures: 8,
  covered: 1,
  mayBeLeftOut: true,
};

/** Where it is asked for. */
export const FULL: ExplainEffort = {
  shuffled: 100_000,
  repeats: 5,
  columns: 100,
  curves: 6,
  curveRows: 100,
  worst: 10,
  explained: 10,
  background: 50,
  contributed: 500_000,
  pictures: 16,
  covered: 3,
  mayBeLeftOut: false,
};

/** Columns that are shuffled in any case, and of wide tables columns times those that are asked with each. */
const LEAST_COLUMNS = 5;
const MOST_WIDE = 20_000;

/** What the answers rest on, by rows that the run kept. */
export async function gatherExplained(
  asked: Asked,
  outOfFold: OutOfFold,
  background: Background,
  effort: ExplainEffort,
): Promise<ExplainFacts> {
  const importance = await importanceFacts(asked, background, effort);
  const telling = importance.columns
    .filter((own) => own.columns.length === 1)
    .flatMap((own) => own.columns)
    .filter((name) => !arePictures(asked, name));
  const { table } = background;
  const curves = () => dependenceFacts(asked, table, telling, effort);
  const worst = (own: ExplainEffort) => () => worstRows(asked, outOfFold, background, own);
  return {
    importance,
    dependence: (await inTime(effort, curves)) ?? [],
    worst: (await inTime(effort, worst(effort))) ?? (await worst({ ...effort, explained: 0 })()),
  };
}

/** Of which there is no curve. */
function arePictures({ state }: Asked, name: string): boolean {
  return state.schema.columns.some((own) => own.name === name && own.kind === 'image');
}

/** Pictures of validation rows, by rows that the run kept; without what covering them does where there is no time for it. */
export async function gatherPictures(
  asked: Asked,
  outOfFold: OutOfFold,
  background: Background,
  effort: ExplainEffort,
): Promise<readonly PictureFacts[]> {
  const facts = (own: PictureEffort) => () => pictureFacts(asked, outOfFold, background, own);
  return (await inTime(effort, facts(effort))) ?? (await facts({ ...effort, covered: 0 })());
}

/** Undefined where the work was stopped and may be left out. */
async function inTime<T>(
  { mayBeLeftOut }: ExplainEffort,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (thrown) {
    if (mayBeLeftOut && thrown instanceof Stopped) return undefined;
    throw thrown;
  }
}

async function importanceFacts(
  asked: Asked,
  kept: KeptTable,
  { shuffled, repeats, columns }: ExplainEffort,
): Promise<ImportanceFacts> {
  const { state } = asked;
  const players = playersOf(kept.table, state.preprocessors).columns;
  const said = importanceOf(state).columns.map(({ column }) => column);
  // Each question goes through all columns of a table, however many there are.
  const affordable = Math.max(LEAST_COLUMNS, Math.floor(MOST_WIDE / Math.max(1, players.length)));
  const count = Math.min(columns, affordable, players.length);
  const names = [...new Set([...said, ...players.flat()])].slice(0, count);
  const mostRows = Math.max(20, Math.floor(shuffled / Math.max(1, count * repeats)));
  const only = players.length > count ? names : undefined;
  const options = { repeats, only, mostRows };
  const outOfFold = importanceOutOfFold(asked, kept, options, state.seed);
  const [found] = await (outOfFold ?? importanceOn(asked, kept.table, options, state.seed));
  if (!found) throw new Error('no metric to judge columns by');
  return {
    metric: found.metric,
    rows: found.rows,
    ofRows: found.ofRows,
    repeats,
    outOfFold: outOfFold !== undefined,
    columns: found.columns.map(({ columns: own, importance, interval, pValue }) => ({
      columns: own,
      importance,
      interval,
      ...(Number.isFinite(pValue) && { pValue }),
    })),
  };
}

async function dependenceFacts(
  asked: Asked,
  table: Table,
  telling: readonly string[],
  { curveRows, curves }: ExplainEffort,
): Promise<readonly DependenceFacts[]> {
  const { state, allocate } = asked;
  const drawn = permutation(randomStream(state.seed, 'dependence'), table.rows);
  const rows = takeRows(table, drawn.slice(0, curveRows).sort(), allocate);
  const names = telling.filter((name) => hasCurve(rows, name)).slice(0, curves);
  if (names.length === 0) return [];
  const predicts = predictsOf(state.schema.task, 'probability');
  const columns = await explainColumns(asked, rows, names, predicts, state.seed);
  return columns.map((column) => dependenceOf(column, asked, predicts));
}

/** Not of a column of texts that are all different. */
function hasCurve({ columns, rows }: Table, name: string): boolean {
  const column = columns.find((own) => own.name === name);
  return column !== undefined && gridRows(column, rows).length > 1;
}

/** Of several classes the curve of that one whose chance moves most. */
function dependenceOf(
  { column, values, means, curves, classes }: ExplainedColumn,
  { state }: Asked,
  predicts: Predicts,
): DependenceFacts {
  const output = mostMoved(means);
  const schema = state.schema.columns.find(({ name }) => name === column);
  const kind =
    schema?.kind === 'numeric' || schema?.kind === 'datetime' ? scaleKind(schema) : 'levels';
  const name = classes[output];
  const points = values.map((value, i) => {
    const at = placeOf(value, kind);
    const isPlace = value !== null && Number.isFinite(at);
    return { label: cellText(value), ...(isPlace && { at }), mean: means[i]?.[output] ?? 0 };
  });
  return {
    column,
    kind,
    answer: predicts === 'label' ? answeredLabel(state.schema) : `chance of ${name ?? ''}`,
    points,
    curves:
      kind === 'levels' ? [] : curves.map((curve) => curve.map((point) => point[output] ?? 0)),
  };
}

/** Where a value stands on an axis. */
function placeOf(value: CellValue, kind: DependenceFacts['kind']): number {
  switch (kind) {
    case 'numbers':
      return Number(value);
    case 'dates':
      return Date.parse(String(value));
    case 'times':
      return Date.parse(`1970-01-01T${value}Z`);
    case 'levels':
      return Number.NaN;
  }
}

/** The label, and which of its quantiles. */
function answeredLabel({ label, task: { quantiles } }: Asked['state']['schema']): string {
  return quantiles ? `${label}, quantile ${quantiles[middlePlace(quantiles)]}` : label;
}

function mostMoved(means: readonly (readonly number[])[]): number {
  const outputs = means[0]?.length ?? 0;
  const spans = Array.from({ length: outputs }, (_, output) => {
    const own = means.map((point) => point[output] ?? 0);
    return Math.max(...own) - Math.min(...own);
  });
  return Math.max(0, spans.indexOf(Math.max(...spans)));
}
