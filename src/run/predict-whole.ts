import { uncertainRows } from '../conformal/open-uncertainty.js';
import type { ExplainOptions } from '../explain/explain-options.js';
import type { ExplainedRow, Explanation } from '../explain/explanation.js';
import { answerValues, countUnpredicted, unpredictedNote } from '../predictor/answer-values.js';
import { answered } from '../predictor/combined.js';
import { copiesNote, MODELS_ALONE } from '../predictor/copies.js';
import type { MemberPredictions } from '../predictor/open-members.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { type PredictProgress, tableReader } from '../predictor/table-reader.js';
import { openUncertain } from '../predictor/uncertain-answers.js';
import { featureColumns, taskShape } from '../schema/schema.js';
import { toldName } from '../schema/told-name.js';
import { rawRows } from '../table/raw-rows.js';
import type { RawTable } from '../table/raw-table.js';
import type { Allocate } from '../table/table.js';
import { AutofitError } from '../util/errors.js';
import { answersPerRow } from '../util/task-kind.js';
import { predictedColumns, writtenRows } from './batch-block.js';
import type { BatchColumn } from './batch-column.js';
import { type BatchFormat, contributionName } from './batch-format.js';
import { fileReading } from './file-reading.js';
import type { WrittenBlocks } from './predict-blocks.js';

/** Rows whose answers are explained at most: it may take a second for a hundred of them. */
export const MOST_EXPLAINED = 10_000;
/** Rows that are explained together, and written together. */
const EXPLAINED_AT_ONCE = 1000;
const WRITTEN_AT_ONCE = 65_536;

/** How a table that is here as a whole is predicted. */
export interface WholeAsked {
  readonly state: PredictorState;
  readonly workers: number;
  readonly format: BatchFormat;
  readonly force: boolean;
  readonly images: string | undefined;
  readonly allocate: Allocate;
  readonly membersOf: MemberPredictions;
  readonly explain?: Explain | undefined;
  readonly tell: ((event: PredictProgress) => void) | undefined;
}

export type Explain = (data: RawTable, options: ExplainOptions<RawTable>) => Promise<Explanation>;

/** Predicts a table as `predictions` does; some rows are written at a time. */
export async function* predictWhole(asked: WholeAsked, raw: RawTable): WrittenBlocks {
  const { state, format, force, images, allocate, membersOf, tell } = asked;
  if (asked.explain && raw.rows > MOST_EXPLAINED) throw tooMany(raw);
  const reading = { ...fileReading(state.schema, asked.workers), read: async () => raw };
  const reader = tableReader(state, reading, allocate);
  const { table, notes } = (await reader(raw, { force, images, onProgress: tell })).parse(
    'ignored',
  );
  const predicted = answered(state, await membersOf(table, tell), table);
  const width = answersPerRow(taskShape(state.schema.task));
  const values = answerValues(state, predicted, raw.rows);
  const { coverage } = format;
  const uncertain =
    coverage === undefined ? undefined : openUncertain(state)(table, predicted, coverage);
  const explained = asked.explain && explainer(asked, asked.explain, raw);
  const step = explained ? EXPLAINED_AT_ONCE : WRITTEN_AT_ONCE;
  const names = raw.columns.map(({ name }) => name);
  const wanted = new Set(format.copied.map((told) => toldName(told, names)));
  const columns = raw.columns.filter(({ name }) => wanted.has(name));
  const copied = { ...raw, columns };
  for (let from = 0; from < raw.rows; from += step) {
    const to = Math.min(raw.rows, from + step);
    const own = {
      predicted: predicted.subarray(from * width, to * width),
      values: values.slice(from, to),
      uncertain: uncertain && uncertainRows(uncertain, from, to),
    };
    const predictions = predictedColumns(state, rawRows(copied, from, to), own, format);
    const more = explained ? await explained.columns(from, to) : [];
    yield writtenRows([...predictions, ...more], to - from, format);
  }
  return [...notes, ...unpredictedNote(countUnpredicted(values)), ...(explained?.notes() ?? [])];
}

export function tooMany({ source }: Pick<RawTable, 'source'>): AutofitError {
  const most = MOST_EXPLAINED.toLocaleString('en-US');
  return new AutofitError('TOO_MANY_ROWS', `${source} has more than ${most} rows to explain.`, {
    hint: 'To explain an answer takes many answers: give the rows that matter, or leave `explain: true` out.',
  });
}

/** What each column adds to the answers; of many classes to the answer of the class that is predicted. */
function explainer({ state, force, images }: WholeAsked, explain: Explain, raw: RawTable) {
  const notes = new Set<string>();
  let copied = 0;
  const names = featureColumns(state.schema).map(({ name }) => name);
  return {
    async columns(from: number, to: number): Promise<readonly BatchColumn[]> {
      const places = Array.from({ length: to - from }, (_, i) => from + i + 1);
      const { rows = [] } = await explain(raw, { rows: places, force, images });
      const [first] = rows;
      if (first) for (const note of notesOn(first)) notes.add(note);
      copied += rows.filter(({ isCopy }) => isCopy).length;
      const added = rows.map(contributionsOf);
      return names.map((name) => ({
        name: contributionName(name),
        kind: 'number',
        // What no model reads changes no answer.
        at: (row) => added[row]?.get(name) ?? 0,
      }));
    },
    notes: () => [...notes, ...copiesNote(copied, MODELS_ALONE)],
  };
}

function contributionsOf({ outputs, prediction }: ExplainedRow): ReadonlyMap<string, number> {
  const output = outputs.find((own) => own.class === prediction) ?? outputs[0];
  return new Map(
    output?.contributions.map(({ columns, contribution }) => [columns.join('+'), contribution]),
  );
}

function notesOn({ predicts, isSampled, outputs: [output, ...more] }: ExplainedRow): string[] {
  const what = {
    label: 'the prediction',
    'log-odds': `the log-odds of "${output?.class}"`,
    'log-probability': 'the log-probability of the predicted class, less the mean of all classes',
    probability: 'the probability',
  }[predicts];
  const base = more.length === 0 ? `, beside ${output?.base}` : '';
  return [
    `contributions add up to ${what}${base}`,
    ...(isSampled ? ['contributions are sampled: `explain` of a row tells their errors'] : []),
  ];
}
