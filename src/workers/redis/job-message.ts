import type { Checkpoint } from '../../models/model-family.js';
import type { FoldResult, Job } from '../../trial/job.js';
import { errorMessage } from '../../util/errors.js';
import { isRecord } from '../../util/is-record.js';
import type { Json } from '../../util/json.js';
import { packTensors, unpackTensors } from '../../util/pack-tensors.js';
import { BadArrival, hashOf, refOf } from './blob-store.js';
import { packBytes, unpackBytes } from './packed-bytes.js';
import { type BlobRef, type JobMessage, PROTOCOL } from './protocol.js';

const CHECKPOINT = 'autofit-checkpoint';
const RESULT = 'autofit-result';

/** A job made ready to be sent. */
export interface SentJob {
  /** The same for the same job of the same data. */
  readonly id: string;
  readonly message: JobMessage;
  /** What it goes on from, to be put under its reference first. */
  readonly from?: Uint8Array | undefined;
}

/** A job as a message; `context` is the SHA-256 of what it is about. */
export async function jobMessage(context: string, own: Job): Promise<SentJob> {
  const { from: checkpoint, ...rest } = own.kind === 'trial' ? own : { ...own, from: undefined };
  const from = checkpoint && packBytes(CHECKPOINT, checkpoint);
  const ref = from ? await refOf(from) : null;
  const { json: job } = packTensors(rest);
  const key = await keyOf(context, job, ref);
  return {
    id: `${placeOf(own)}-${key.slice(0, 20)}`,
    message: { protocol: PROTOCOL, context, key, job, from: ref },
    from,
  };
}

/** The job of a message. Throws where it is not what its sender made, or of other data. */
export async function readJob(
  message: JobMessage,
  context: string,
  get: (ref: BlobRef) => Promise<Uint8Array>,
): Promise<Job> {
  const { job, from, key } = message;
  const isOurs = message.protocol === PROTOCOL && message.context === context;
  if (!isOurs || (await keyOf(context, job, from)) !== key) {
    throw new BadArrival('the job is not of the data that this worker has');
  }
  const own = unpackTensors({ json: job, tensors: {} }) as Job;
  if (!from) return own;
  return { ...own, from: unpackBytes(CHECKPOINT, await get(from)) as Checkpoint } as Job;
}

export function resultBytes(result: FoldResult): Uint8Array<ArrayBuffer> {
  return packBytes(RESULT, result);
}

/** The result of a job whose predictions are so many numbers. Throws a BadArrival for anything else. */
export function readResult(
  bytes: Uint8Array,
  fold: number,
  predictions: number | undefined,
): FoldResult {
  const result = unpacked(bytes);
  if (!isRecord(result) || result.kind !== 'done' || !isRecord(result.model)) {
    throw new BadArrival('the result is none');
  }
  const { model, predictions: given } = result;
  const isOfJob =
    given instanceof Float64Array &&
    (predictions === undefined || given.length === predictions) &&
    model.fold === fold &&
    [model.model, model.preprocessor, model.target].every(isRecord);
  const numbers = [result.length, result.parameters, result.fitSeconds, result.msPer1000Rows];
  if (!isOfJob || !numbers.every((own) => typeof own === 'number')) {
    throw new BadArrival('the result is not that of the job');
  }
  return result as unknown as FoldResult;
}

function unpacked(bytes: Uint8Array): unknown {
  try {
    return unpackBytes(RESULT, bytes);
  } catch (thrown) {
    throw new BadArrival(errorMessage(thrown));
  }
}

function keyOf(context: string, job: Json, from: BlobRef | null): Promise<string> {
  const text = JSON.stringify([PROTOCOL, context, job, from?.sha256 ?? null]);
  return hashOf(new TextEncoder().encode(text));
}

/** Where a job stands in the search, for people. */
function placeOf(job: Job): string {
  if (job.kind === 'refit') return `trial${job.trial}-refit`;
  const pause = job.pauseAfter === undefined ? 'end' : String(job.pauseAfter);
  return `trial${job.trial}-fold${job.fold}-to-${pause}`;
}
