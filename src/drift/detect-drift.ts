import { pickRows } from '../ensemble/sample-rows.js';
import { answerColumns, answerSpreads } from '../predictor/answer-spreads.js';
import { type ColumnSpread, rowsOfQuantiles } from '../predictor/column-spreads.js';
import { combined } from '../predictor/combined.js';
import { describeTrained } from '../predictor/describe-trained.js';
import { describeWeighting } from '../predictor/evaluate-table.js';
import { isBaseline } from '../predictor/is-baseline.js';
import type { OutOfFold } from '../predictor/kept-rows.js';
import type { MemberPredictions } from '../predictor/open-members.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { type DataReading, type ReadRows, tableReader } from '../predictor/table-reader.js';
import { filledCells } from '../schema/filled-cells.js';
import { known } from '../schema/find-column.js';
import { levelNames } from '../schema/level-names.js';
import { scaleKind } from '../schema/scale-kind.js';
import { featureColumns } from '../schema/schema.js';
import type { ColumnValues } from '../table/read-rows.js';
import { type Allocate, type Column, type Labels, type Table, UNSEEN } from '../table/table.js';
import { isOfNumbers } from '../util/task-kind.js';
import { columnDrift, type Described } from './column-drift.js';
import type { ColumnDrift, Drift, DriftVerdict } from './drift.js';
import { checkDriftOptions, DEFAULT_THRESHOLD, type DriftOptions } from './drift-options.js';
import type { Judging } from './judge-column.js';
import { newLevels } from './new-levels.js';
import { type LabelledRows, scoreDrift } from './score-drift.js';

/** What a predictor's data is compared by, besides its state. */
export interface DriftParts<Source> extends DataReading<Source | ColumnValues> {
  readonly membersOf: MemberPredictions;
  readonly allocate: Allocate;
  /** What the run kept of its out-of-fold predictions; undefined where there are none. */
  readonly kept: () => Promise<OutOfFold | undefined>;
}

/** How rows differ from those of training: columns, what is predicted of them, and how well, where they have labels. */
export async function detectDrift<Source>(
  state: PredictorState,
  { membersOf, allocate, kept, ...parts }: DriftParts<Source>,
  data: Source | ColumnValues,
  options: DriftOptions,
): Promise<Drift> {
  checkDriftOptions(options);
  const { threshold = DEFAULT_THRESHOLD, ignore = [], ...reading } = options;
  const names = featureColumns(state.schema).map(({ name }) => name);
  const all = state.schema.columns.map(({ name }) => name);
  const left = new Set(ignore.map((name) => known(name, all, 'ignore')));
  const given = await tableReader(state, parts, allocate)(data, reading);
  const parsed = given.parse('ignored');
  const { table } = parsed;
  const outOfFold = await kept();
  const perMember = await membersOf(table, options.onProgress);
  const predicted = combined(state, perMember);
  const labelled = hasLabels(state, given) ? given.parse('required') : undefined;
  const answers = answersOf(state, outOfFold);
  const told = labelled && !left.has(state.schema.label) ? labelled : undefined;
  const features = names.filter((name) => !left.has(name)).length;
  const judging = {
    threshold,
    tests: Math.max(1, features + (answers?.spreads.length ?? 0) + Number(!!told)),
    quantileRows: rowsOfQuantiles(names.length),
  };
  const rows = { trained: state.rows, now: table.rows };
  const columns = judgeFeatures(state, given, parsed, left, { ...judging, rows });
  const predictions = answers
    ? judgeAnswers(state, answers.spreads, predicted, {
        ...judging,
        rows: { trained: answers.rows, now: table.rows },
      })
    : [];
  const label = told && judgeLabel(state, given, told, judging);
  const score = labelled && scoreDrift(state, labelledRows(labelled, perMember, table), outOfFold);
  const judged = [...columns, ...predictions, ...(label ? [label] : [])];
  const isDrifted = judged.some(({ verdict }) => verdict === 'drifted');
  return {
    rows: table.rows,
    trainedRows: state.rows,
    threshold,
    found: isDrifted || score?.verdict === 'worse',
    columns: worstFirst(columns),
    predictions,
    ...(label && { label }),
    ...(score && { score }),
    notes: [
      ...new Set([...parsed.notes, ...(labelled?.notes ?? [])]),
      ...(labelled ? describeWeighting(state.schema, labelled.table) : []),
      ...(labelled && score ? describeTrained(state, labelled.table) : []),
      ...missingNotes(state, { answers, labelled, score, outOfFold }),
    ],
  };
}

/** The predictions of the rows that have a label. */
function labelledRows(
  { table, rows }: ReturnType<ReadRows['parse']>,
  perMember: readonly Float64Array[],
  whole: Table,
): LabelledRows {
  if (rows === undefined) return { table, perMember };
  return { table, perMember: perMember.map((own) => pickRows(own, rows, whole.rows)) };
}

function judgeFeatures(
  { spreads = [] }: PredictorState,
  { raw }: ReadRows,
  { table, schema }: ReturnType<ReadRows['parse']>,
  left: ReadonlySet<string>,
  judging: Judging,
): readonly ColumnDrift[] {
  const spreadOf = new Map(spreads.map((spread) => [spread.name, spread]));
  const rawOf = new Map(raw.columns.map((column) => [column.name, column]));
  const schemaOf = new Map(schema.columns.map((column) => [column.name, column]));
  return table.columns.flatMap((column) => {
    const { name } = column;
    const own = schemaOf.get(name);
    const cells = rawOf.get(name);
    if (!own || !cells || left.has(name)) return [];
    const isOpen = own.kind === 'categorical';
    const described = { kind: own.kind, scale: scaleKind(own), names: levelNames(own), isOpen };
    const drift = judged(spreadOf.get(name), column, described, judging);
    const strange = newLevels(own, cells);
    return [{ ...drift, ...(strange && { newLevels: strange }) }];
  });
}

function judgeAnswers(
  state: PredictorState,
  spreads: readonly ColumnSpread[],
  predicted: Float64Array,
  judging: Judging,
): readonly ColumnDrift[] {
  const { classes } = state.schema.task;
  return answerColumns(state, predicted).map((column, i) => {
    const kind = column.kind === 'coded' ? 'categorical' : 'numeric';
    return judged(spreads[i], column, { kind, names: classes, isOpen: false }, judging);
  });
}

function judgeLabel(
  { schema, spreads = [], rows: trained }: PredictorState,
  { raw }: ReadRows,
  { table, schema: settled }: ReturnType<ReadRows['parse']>,
  judging: Omit<Judging, 'rows'>,
): ColumnDrift {
  const { target, rows: now } = table;
  if (!target) throw new Error('the table has no labels to compare');
  const { label, task } = schema;
  const spread = spreads.find(({ name }) => name === label);
  const kind = isOfNumbers(task) ? 'numeric' : 'categorical';
  const column = labelColumn(label, target, task.classes.length);
  const rows = { trained, now };
  const described = { kind, names: task.classes, isOpen: true } as const;
  const own = settled.columns.find(({ role }) => role === 'label');
  const cells = raw.columns.find(({ name }) => name === label);
  const strange = own && cells && newLevels(own, cells);
  const drift = judged(spread, column, described, { ...judging, rows });
  return { ...drift, ...(strange && { newLevels: strange }) };
}

/** Classes that the schema does not know have a code each. */
function labelColumn(name: string, labels: Labels, levels: number): Column {
  if (labels instanceof Float64Array) return { kind: 'numeric', name, values: labels };
  return { kind: 'coded', name, levels, codes: labels.map((code) => (code < 0 ? UNSEEN : code)) };
}

/** The column's drift; that it is not judged, where training is not known. */
function judged(
  spread: ColumnSpread | undefined,
  column: Column,
  described: Described,
  judging: Judging,
): ColumnDrift {
  const drift = spread && columnDrift(spread, column, described, judging);
  if (drift) return drift;
  return {
    name: column.name,
    kind: described.kind,
    verdict: 'unjudged',
    psi: null,
    byChance: null,
    pValue: null,
    missing: { trained: 0, now: 0 },
    bins: [],
    reason: 'the model file does not tell what training held',
  };
}

/** Rows may have the label's column and no label yet. */
function hasLabels({ schema }: PredictorState, { raw }: ReadRows): boolean {
  const label = schema.columns.find(({ role }) => role === 'label');
  const cells = raw.columns.find(({ name }) => name === schema.label);
  return label !== undefined && cells !== undefined && filledCells(label, cells).length > 0;
}

/** What was predicted out of fold: the file tells it, or what the run kept. Of a baseline each fold has another one, none of which is the file's. */
function answersOf(state: PredictorState, outOfFold: OutOfFold | undefined) {
  if (isBaseline(state)) return undefined;
  if (state.answers) return state.answers;
  const said = outOfFold?.predictions[0]?.values;
  return said && answerSpreads(state, said);
}

const ORDER: readonly DriftVerdict[] = ['drifted', 'moved', 'steady', 'unjudged'];

function worstFirst(columns: readonly ColumnDrift[]): readonly ColumnDrift[] {
  const rank = ({ verdict }: ColumnDrift) => ORDER.indexOf(verdict);
  return columns.toSorted((a, b) => rank(a) - rank(b) || (b.psi ?? 0) - (a.psi ?? 0));
}

/** What there is to compare with, and of. */
interface Known {
  readonly answers: object | undefined;
  readonly labelled: object | undefined;
  readonly score: Drift['score'];
  readonly outOfFold: OutOfFold | undefined;
}

/** What cannot be said, and what to do about it. */
function missingNotes(
  state: PredictorState,
  { answers, labelled, score, outOfFold }: Known,
): string[] {
  const { spreads, schema } = state;
  const notes: string[] = [];
  if (!spreads) {
    notes.push('the model was saved before models told what training held: fit again for columns');
  }
  if (isBaseline(state)) {
    notes.push('the baseline gives all rows the same answer: predictions are not compared');
  } else if (!answers) {
    notes.push('what was predicted out of fold is not known: fit again, or give the run folder');
  }
  if (labelled && !score && state.customMetric && !outOfFold) {
    notes.push(
      `no file keeps "${state.metric}", a metric of your own: give the run folder, whose rows another one scores beside these`,
    );
  } else if (labelled && !score) {
    notes.push(`the labels in ${schema.label} cannot be scored, as where all are of one class`);
  } else if (score && !score.before.interval) {
    notes.push('how sure the score of the fit was is not known: give the run folder for a verdict');
  }
  return notes;
}
