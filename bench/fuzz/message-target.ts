import type { FoldResult, TrialJob } from '../../src/trial/job.js';
import type { Json } from '../../src/util/json.js';
import type { Random } from '../../src/util/random.js';
import { decodeTensors, encodeTensors } from '../../src/util/safetensors.js';
import { BadArrival, hashOf } from '../../src/workers/redis/blob-store.js';
import { contextBytes, contextOf } from '../../src/workers/redis/context-bytes.js';
import {
  jobMessage,
  readJob,
  readResult,
  resultBytes,
} from '../../src/workers/redis/job-message.js';
import { type JobMessage, PROTOCOL, read } from '../../src/workers/redis/protocol.js';
import { sampleRows } from '../../test/fixtures/rows.js';
import { trialContext } from '../../test/fixtures/trial-context.js';
import { oneOf } from './hostile-values.js';
import { joined, mutateBytes } from './mutate-bytes.js';
import { mutateJson } from './mutate-json.js';
import { type FuzzTarget, need } from './target.js';

const JOB: TrialJob = {
  ...{ kind: 'trial', trial: 4, fold: 1, pauseAfter: 8 },
  config: { family: 'linear', params: { epochs: 3, learningRate: 0.1 } },
};
const RESULT = {
  ...{ kind: 'done', predictions: Float64Array.of(1, 2, 3), length: 3, parameters: 9 },
  ...{ fitSeconds: 1, msPer1000Rows: 2 },
  model: { fold: 1, model: { kind: 'x' }, preprocessor: { columns: [] }, target: { log: false } },
} as unknown as FoldResult;
const BLOB = { sha256: 'a'.repeat(64), bytes: 5, chunks: 1 };
const VERSIONS = { autofit: '1', v8: '1', kernels: 'simd' };

/** What travels as JSON, by how it is read. */
const RECORDS: Readonly<Record<keyof typeof read, Json>> = {
  run: {
    ...{ protocol: PROTOCOL, run: 'r', machine: 'm', versions: VERSIONS, kernels: 'auto' },
    ...{ context: BLOB, state: 'open' },
  },
  worker: { worker: 'w', machine: 'm', threads: 3 },
  part: { worker: 'w', machine: 'm', seats: 2, state: 'ready', reason: null, beat: 1 },
  job: { protocol: PROTOCOL, context: 'c', key: 'k', job: {}, from: null },
  answer: {
    ...{ protocol: PROTOCOL, context: 'c', key: 'k', worker: 'w', machine: 'm', seconds: 1 },
    outcome: { kind: 'done', result: BLOB },
  },
  begun: { worker: 'w', machine: 'm', seat: 1 },
};
const NAMES = Object.keys(RECORDS) as (keyof typeof read)[];

interface Sent {
  readonly job: JobMessage;
  readonly result: Uint8Array;
  readonly context: Uint8Array;
}

/** What workers and searches hear of each other over a Redis. The first byte says what it is, the second which record. */
export const messageTarget: FuzzTarget = {
  name: 'messages',
  async open() {
    const { context } = await trialContext(sampleRows(20), { label: 'kind' });
    const { message: job } = await jobMessage('c', JOB);
    const sent = { job, result: resultBytes(RESULT), context: contextBytes(context) };
    return { input: (random) => input(sent, random), read: hear };
  },
};

function input({ job, result, context }: Sent, random: Random): Uint8Array {
  const kind = random.integer(4);
  const place = random.integer(NAMES.length);
  const record = RECORDS[NAMES[place] ?? 'run'];
  const bodies = [
    () => Buffer.from(mutateJson(record, random)),
    () => Buffer.from(mutateJson(job as unknown as Json, random)),
    () => packed(result, random),
    () => packed(context, random),
  ];
  const body = bodies[kind]?.() ?? new Uint8Array();
  const own = random.integer(6) === 0 ? mutateBytes(new Uint8Array(body), random) : body;
  return joined(Uint8Array.of(kind, place), own);
}

/** With another structure, or a tensor that is another one. */
function packed(bytes: Uint8Array, random: Random): Uint8Array {
  const { tensors, metadata } = decodeTensors(bytes);
  const content = mutateJson(JSON.parse(metadata.content ?? '{}') as Json, random);
  const name = oneOf(Object.keys(tensors), random);
  const others = random.integer(3) === 0 ? { ...tensors, [name]: new Float32Array(2) } : tensors;
  return encodeTensors({ tensors: others, metadata: { ...metadata, content } });
}

async function hear(bytes: Uint8Array): Promise<void> {
  const [kind = 0, place = 0] = bytes;
  const body = bytes.slice(2);
  const text = Buffer.from(body).toString();
  if (kind === 0) {
    const record = read[NAMES[place] ?? 'run'](text);
    need(record === undefined || typeof record === 'object', 'a record is none');
  } else if (kind === 1) await hearJob(text);
  else if (kind === 2) refusedAs(BadArrival, () => readResult(body, 1, 3));
  // A worker tells what is wrong with the data of a search, whatever it is.
  else refusedAs(Error, () => contextOf(body));
}

/** As somebody sends it who knows how jobs are named. */
async function hearJob(text: string): Promise<void> {
  const message = read.job(text);
  if (!message) return;
  const { context, job, from } = message;
  const named = JSON.stringify([PROTOCOL, context, job, from?.sha256 ?? null]);
  const key = await hashOf(new TextEncoder().encode(named));
  try {
    await readJob({ ...message, key }, 'c', async () => new Uint8Array());
  } catch (thrown) {
    // The worker ends such a job as one that failed.
    if (!(thrown instanceof Error)) throw thrown;
  }
}

function refusedAs(kind: new (message: string) => Error, make: () => void): void {
  try {
    make();
  } catch (thrown) {
    if (!(thrown instanceof kind)) throw thrown;
  }
}
