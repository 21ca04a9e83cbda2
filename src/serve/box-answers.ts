import { boundNotes } from '../detect/box-bounds.js';
import { detectBoxes, toldBoxes } from '../detect/detector.js';
import type { DetectorState } from '../detect/detector-state.js';
import { pictureFault } from '../image/bad-picture.js';
import { decodePicture } from '../image/decode-picture.js';
import type { Schema } from '../schema/schema.js';
import { type PictureBytes, picturesIn } from '../table/picture-cells.js';
import { faultText, HttpFault } from './http-fault.js';
import type { AnswerJobs, Job, JobAnswer } from './job.js';
import { jobText, type RowAnswer } from './job-text.js';
import { oneByOne } from './one-by-one.js';
import { MOST_PIXELS, pictureLimit } from './picture-limit.js';
import { requestRows } from './request-rows.js';
import { type RowFault, rowReader } from './row-cells.js';

/** The only column of requests for boxes. */
export const IMAGE = 'image';

const SCHEMA: Schema = {
  header: true,
  label: 'boxes',
  task: { kind: 'multiclass', reason: '', classes: [], positive: null },
  time: null,
  columns: [
    {
      name: IMAGE,
      role: 'feature',
      kind: 'image',
      parser: { kind: 'image', side: 1 },
      evidence: { reason: '', missing: 0, distinct: 0 },
    },
  ],
};

/** Answers jobs with the boxes on their pictures, one after the other. */
export function openBoxAnswers(state: DetectorState, most = MOST_PIXELS): AnswerJobs {
  const reader = rowReader(SCHEMA);
  return oneByOne(async (jobs) => {
    const bytesOf = pictureLimit(0, most);
    const answers: JobAnswer[] = [];
    for (const job of jobs) answers.push(await answerJob(job, state, reader, bytesOf));
    return { answers, drift: new Float64Array() };
  });
}

async function answerJob(
  job: Job,
  state: DetectorState,
  reader: ReturnType<typeof rowReader>,
  bytesOf: PictureBytes,
): Promise<JobAnswer> {
  try {
    if (job.explain) throw new HttpFault(400, 'BAD_QUERY', 'Boxes are not explained.');
    const own = await requestRows(job, reader, SCHEMA);
    const answers: RowAnswer[] = [];
    for (const row of own.rows) {
      answers.push('kind' in row ? row : await answerCell(row[0] ?? '', state, bytesOf));
    }
    return jobText(job, own, answers);
  } catch (thrown) {
    if (!(thrown instanceof HttpFault)) throw thrown;
    const body = faultText(thrown);
    return { status: thrown.status, body, predicted: 0, refused: 0, notes: [] };
  }
}

async function answerCell(
  cell: string,
  state: DetectorState,
  bytesOf: PictureBytes,
): Promise<RowAnswer> {
  const [picture, ...others] = picturesIn(cell);
  if (picture === undefined) return fault('there is no picture');
  if (others.length > 0) return fault('one picture a row is answered');
  try {
    const boxes = toldBoxes(state, detectBoxes(state, await decodePicture(await bytesOf(picture))));
    return { text: `"boxes":${JSON.stringify(boxes)}`, notes: boundNotes([boxes]) };
  } catch (thrown) {
    return fault(`the picture ${pictureFault(thrown)}`);
  }
}

function fault(message: string): RowFault {
  return { kind: 'fault', column: IMAGE, message };
}
