import { answeredClasses, predictsOf } from '../../explain/answers.js';
import type { Asked } from '../../explain/contributions.js';
import { stateOfFold } from '../../explain/explained-importance.js';
import { explainRows } from '../../explain/explained-rows.js';
import type { ExplainedOutput, ExplainedRow } from '../../explain/explanation.js';
import { playersOf } from '../../explain/players.js';
import { predictedClass } from '../../metrics/predicted-class.js';
import { rowLosses } from '../../metrics/row-losses.js';
import { judgedTask } from '../../predictor/combined.js';
import type { Background, KeptTable, OutOfFold } from '../../predictor/kept-rows.js';
import { middlePlace } from '../../predictor/quantile-answers.js';
import { featureColumns } from '../../schema/schema.js';
import type { Table } from '../../table/table.js';
import { takeRows } from '../../table/take-rows.js';
import { formatNumber } from '../../util/format-number.js';
import { answersPerRow } from '../../util/task-kind.js';
import { shownCell } from './cell-text.js';
import type { ContributionFacts, RowFacts } from './explain-facts.js';
import { percent } from './in-words.js';

interface Effort {
  readonly worst: number;
  readonly explained: number;
  readonly background: number;
  readonly contributed: number;
}

/** The rows that are most wrong out of fold, the first of them with what makes those answers. */
export async function worstRows(
  asked: Asked,
  outOfFold: OutOfFold,
  { table, worst }: Background,
  effort: Effort,
): Promise<readonly RowFacts[]> {
  const count = Math.min(effort.worst, worst.rows.length);
  const explained: ExplainedRow[] = [];
  for (let i = 0; i < Math.min(count, explainable(asked, table, effort)); i++) {
    explained.push(...(await explainedRow(asked, table, worst, i, effort)));
  }
  return Array.from({ length: count }, (_, i) => {
    const row = worst.rows[i] ?? -1;
    const told = toldOf(asked, outOfFold, worst.places[i] ?? -1);
    const own = explained[i];
    const cells = cellsOf(asked, worst.table, i);
    return {
      row: row < 0 ? null : row + 1,
      ...told,
      cells,
      ...(own && { contributions: contributionsOf(asked, own, new Map(cells)) }),
    };
  });
}

/** Rows that can be explained: two orders, each walked both ways, ask for every column at every row of the background. */
function explainable({ state }: Asked, table: Table, effort: Effort): number {
  const columns = playersOf(table, state.preprocessors).columns.length;
  const ofRow = 4 * effort.background * Math.max(1, columns);
  return Math.min(effort.explained, Math.floor(effort.contributed / ofRow));
}

/** By the models that had not been fitted to the row, where there are such, and without labels of its copies, the row itself among them. */
function explainedRow(
  asked: Asked,
  table: Table,
  worst: KeptTable,
  row: number,
  { background }: Effort,
): Promise<readonly ExplainedRow[]> {
  const { allocate } = asked;
  const own = stateOfFold(asked.state, worst.folds[row] ?? -1) ?? asked.state;
  const state = { ...own, copies: undefined };
  const first = (most: number) => Int32Array.from({ length: most }, (_, i) => i);
  const none = { table: takeRows(table, first(0), allocate), places: [], isSame: false };
  const compared = takeRows(table, first(Math.min(table.rows, background)), allocate);
  return explainRows(
    { ...asked, state },
    takeRows(worst.table, Int32Array.of(row), allocate),
    [row],
    { background: compared, like: none },
    predictsOf(state.schema.task, 'log-odds'),
    undefined,
    state.seed,
  );
}

/** What was true, what was said out of fold, and how wrong that is. */
function toldOf(
  { state }: Asked,
  { truth, predictions }: OutOfFold,
  place: number,
): Pick<RowFacts, 'truth' | 'predicted' | 'loss'> {
  const task = judgedTask(state);
  const { classes } = state.schema.task;
  const width = answersPerRow(task);
  const said =
    predictions[0]?.values.slice(place * width, (place + 1) * width) ?? new Float64Array();
  const own = truth.slice(place, place + 1);
  const loss = rowLosses(own, said, task)[0] ?? Number.NaN;
  if (task.kind === 'quantile') {
    const middle = formatNumber(said[middlePlace(task.quantiles)] ?? Number.NaN);
    const ends = [said.at(0), said.at(-1)].map((end) => formatNumber(end ?? Number.NaN));
    return {
      truth: formatNumber(own[0] ?? Number.NaN),
      predicted: `${middle} (${ends.join(' to ')})`,
      loss,
    };
  }
  if (task.kind === 'regression') {
    return { truth: formatNumber(own[0] ?? NaN), predicted: formatNumber(said[0] ?? NaN), loss };
  }
  const guess = predictedClass(said, 0, task) ?? 0;
  const chance = percent(said[guess] ?? Number.NaN);
  return {
    truth: classes[own[0] ?? 0] ?? '',
    predicted: `${classes[guess] ?? ''} (${chance})`,
    loss,
  };
}

function cellsOf({ state }: Asked, table: Background['table'], row: number): RowFacts['cells'] {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  return featureColumns(state.schema).flatMap((schema) => {
    const column = byName.get(schema.name);
    return column ? [[schema.name, shownCell(schema, column, row)] as const] : [];
  });
}

/** Of several classes those of the one that the row was taken for. */
function contributionsOf(
  { state }: Asked,
  { outputs, prediction, predicts }: ExplainedRow,
  cells: ReadonlyMap<string, string>,
): ContributionFacts {
  const classes = answeredClasses(state.schema.task);
  const place = Math.max(0, classes.indexOf(String(prediction)));
  const output: ExplainedOutput | undefined =
    outputs[state.schema.task.kind === 'multiclass' ? place : 0];
  if (!output) throw new Error('a row without an answer');
  const scale = predicts === 'label' ? state.schema.label : scaleText(predicts, output.class ?? '');
  return {
    scale,
    base: output.base,
    answer: output.answer,
    columns: output.contributions.map(({ columns, contribution, standardError }) => ({
      column: columns.join(', '),
      cell: columns.map((column) => cells.get(column) ?? '').join(', '),
      contribution,
      standardError,
    })),
  };
}

function scaleText(predicts: string, name: string): string {
  return predicts === 'log-probability'
    ? `log-probability of ${name}, less the mean of all classes`
    : `${predicts} of ${name}`;
}
