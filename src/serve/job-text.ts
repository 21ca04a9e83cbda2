import { faultText, HttpFault } from './http-fault.js';
import type { Job, JobAnswer } from './job.js';
import type { RequestRows } from './request-rows.js';
import type { RowFault } from './row-cells.js';

/** What a row is answered. */
export type RowAnswer = RowFault | PredictedRow;

export interface PredictedRow {
  /** The inside of a JSON object. */
  readonly text: string;
  readonly notes: readonly string[];
  /** JSON. */
  readonly explanation?: string | undefined;
}

/** Notes of single rows that are told; the rest is of the same kind. */
const MOST_NOTES = 20;

/** The answer of a job, as the request wants it written. */
export function jobText(job: Job, request: RequestRows, answers: readonly RowAnswer[]): JobAnswer {
  const refused = answers.filter((answer) => 'kind' in answer).length;
  const predicted = answers.length - refused;
  const [first] = answers;
  if (request.isLone && first && 'kind' in first) {
    const body = faultText(loneFault(first, request.pathOf(0, first.column)));
    return { status: 422, body, predicted, refused, notes: [] };
  }
  const texts = answers.map((answer, row) => rowText(answer, row, request));
  const notes = notesOf(request, answers);
  if (job.form === 'lines') {
    const body = texts.map((text) => `${text}\n`).join('');
    return { status: 200, body, predicted, refused, notes };
  }
  const told = notes.length > 0 ? `,"notes":${JSON.stringify(notes)}` : '';
  const body = `{"predictions":[${texts.join(',')}]${told}}`;
  return { status: 200, body, predicted, refused, notes };
}

function rowText(answer: RowAnswer, row: number, request: RequestRows): string {
  if ('kind' in answer) {
    const { column, message } = answer;
    return JSON.stringify({ error: { path: request.pathOf(row, column), message } });
  }
  const { text, explanation } = answer;
  return explanation === undefined ? `{${text}}` : `{${text},"explanation":${explanation}}`;
}

function notesOf(request: RequestRows, answers: readonly RowAnswer[]): readonly string[] {
  const own = new Set(request.notes);
  for (const answer of answers) {
    if (own.size >= MOST_NOTES) break;
    if ('notes' in answer) for (const note of answer.notes) own.add(note);
  }
  return [...own];
}

function loneFault({ message }: RowFault, path: string): HttpFault {
  return new HttpFault(422, 'BAD_ROW', message, { path });
}
