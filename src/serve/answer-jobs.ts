import { answered } from '../predictor/combined.js';
import { openMembers } from '../predictor/open-members.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { openUncertain } from '../predictor/uncertain-answers.js';
import { featureColumns } from '../schema/schema.js';
import { imageColumns } from '../schema/with-pictures.js';
import { compactTexts } from '../table/compact-texts.js';
import type { Table } from '../table/table.js';
import { takeRows } from '../table/take-rows.js';
import { driftCounter } from './count-drift.js';
import { type ExplainTable, tableExplainer } from './explain-table.js';
import { faultText, HttpFault } from './http-fault.js';
import { type AnswerJobs, DRIFT_KINDS, type Job, type JobAnswer } from './job.js';
import { jobText, type RowAnswer } from './job-text.js';
import { oneByOne } from './one-by-one.js';
import { predictionText } from './prediction-text.js';
import { type RequestRows, requestRows, type WrittenSchema } from './request-rows.js';
import { rowReader } from './row-cells.js';
import { rowTyper, type TypedRows } from './typed-rows.js';

/** Rows whose answers are explained at once. */
export const MOST_EXPLAINED = 16;

/** Opens a predictor for jobs; `kept` are rows that explanations compare with. */
export function openAnswers(state: PredictorState, kept?: Table): AnswerJobs {
  const { schema } = state;
  const reader = rowReader(schema);
  const typed = rowTyper(schema);
  const members = openMembers(state);
  const uncertainOf = openUncertain(state);
  const countDrift = driftCounter(state);
  const textOf = predictionText(state);
  const cells = featureColumns(schema).length * DRIFT_KINDS.length;
  let explainer: ExplainTable | undefined;
  const explained = async (table: Table): Promise<readonly string[]> => {
    explainer ??= tableExplainer(state, kept);
    return explainer(table);
  };
  const answer: AnswerJobs = async (jobs) => {
    const drift = new Float64Array(cells);
    const read = await Promise.all(jobs.map((job) => readJob(job, reader, schema)));
    const all = read.flatMap((own) => ('rows' in own ? own.rows : []));
    const readable = all.flatMap((row, place) => ('kind' in row ? [] : [{ row, place }]));
    const found = await typed(readable.map(({ row }) => row));
    const answers = new Array<RowAnswer>(all.length);
    for (const [place, row] of all.entries()) if ('kind' in row) answers[place] = row;
    for (const [at, fault] of found.faults) answers[readable[at]?.place ?? -1] = fault;
    const placeOf = (at: number) => readable[at]?.place ?? -1;
    if (found.table) {
      countDrift(found.table, drift);
      const predicted = answered(state, members(found.table), found.table);
      const uncertain = state.uncertainty && uncertainOf(found.table, predicted);
      const own = { predicted, uncertain };
      for (const [row, at] of found.places.entries()) {
        answers[placeOf(at)] = { text: textOf(own, row), notes: found.notes.get(at) ?? [] };
      }
      await addExplanations(jobs, read, answers, { found, placeOf, explained });
    }
    return { answers: textsOf(jobs, read, answers), drift };
  };
  return imageColumns(schema).length > 0 ? oneByOne(answer) : answer;
}

async function readJob(
  job: Job,
  reader: ReturnType<typeof rowReader>,
  schema: WrittenSchema,
): Promise<RequestRows | HttpFault> {
  try {
    const own = await requestRows(job, reader, schema);
    if (job.explain && own.rows.length > MOST_EXPLAINED) throw tooManyExplained(own.rows.length);
    return own;
  } catch (thrown) {
    if (thrown instanceof HttpFault) return thrown;
    throw thrown;
  }
}

interface Explaining {
  readonly found: TypedRows;
  readonly placeOf: (at: number) => number;
  readonly explained: (table: Table) => Promise<readonly string[]>;
}

/** Each job by itself, so that what is drawn for one does not hang on others. */
async function addExplanations(
  jobs: readonly Job[],
  read: readonly (RequestRows | HttpFault)[],
  answers: RowAnswer[],
  { found, placeOf, explained }: Explaining,
): Promise<void> {
  const { table, places } = found;
  if (!table || !jobs.some(({ explain }) => explain)) return;
  const rowOf = new Map(places.map((at, row) => [placeOf(at), row]));
  let start = 0;
  for (const [i, own] of read.entries()) {
    const count = 'rows' in own ? own.rows.length : 0;
    const asked = Array.from({ length: count }, (_, row) => start + row);
    start += count;
    const known = asked.filter((place) => rowOf.has(place));
    if (!jobs[i]?.explain || known.length === 0) continue;
    const rows = Int32Array.from(known, (place) => rowOf.get(place) ?? 0);
    const part = compactTexts(takeRows(table, rows, (bytes) => new ArrayBuffer(bytes)));
    const texts = await explained(part);
    for (const [row, place] of known.entries()) {
      const answer = answers[place];
      if (answer && 'text' in answer) answers[place] = { ...answer, explanation: texts[row] };
    }
  }
}

function textsOf(
  jobs: readonly Job[],
  read: readonly (RequestRows | HttpFault)[],
  answers: readonly RowAnswer[],
): readonly JobAnswer[] {
  let start = 0;
  return jobs.map((job, i) => {
    const own = read[i];
    if (!own || !('rows' in own)) return faultAnswer(own);
    const part = answers.slice(start, start + own.rows.length);
    start += own.rows.length;
    return jobText(job, own, part);
  });
}

function faultAnswer(fault: HttpFault | undefined): JobAnswer {
  if (!fault) throw new Error('a job was not read');
  const body = faultText(fault);
  return { status: fault.status, body, predicted: 0, refused: 0, notes: [] };
}

function tooManyExplained(rows: number): HttpFault {
  return new HttpFault(413, 'TOO_MANY_EXPLAINED', `${rows} rows are too many to explain at once.`, {
    hint: `Ask for ${MOST_EXPLAINED} at most.`,
  });
}
