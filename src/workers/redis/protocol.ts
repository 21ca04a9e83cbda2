import { z } from 'zod';
import type { Json } from '../../util/json.js';
import { isTooDeep } from '../../util/json-depth.js';

/** Of all that travels, and raised with the formats of journals and model files; workers of another one refuse a run. */
export const PROTOCOL = 2;

/** What the names of all keys begin with; BullMQ adds the queue's, which is the run's. */
export const PREFIX = 'autofit';

/** Milliseconds between two signs of life of a search and of a worker, and after how many of silence it is taken for gone. */
export const BEAT_MS = 1000;
export const GONE_MS = 15_000;
/** How long what a dead search leaves stays in Redis, and how often a live one says that it is to stay. */
export const KEEP_MS = 600_000;
export const RENEW_MS = 60_000;
/** How long a job stays with a worker that says nothing, and how often that is looked at: together within 20 s. */
export const LOCK_MS = 5000;
export const LOCK_RENEW_MS = 1500;
export const STALLED_MS = 2000;
/** Workers that may die over one job before it is given up. */
export const MOST_DEATHS = 20;

/** Threads that a worker may tell of, and all of them together: what is decided by them has an end, whoever writes to the Redis. */
export const MOST_SEATS = 1024;
export const MOST_THREADS = 20_000;

/** Names of keys and channels; those of one run all begin with `autofit:<run>:`, and so do BullMQ's. */
export const keys = {
  /** Sorted set of runs by the time of their last sign of life, in milliseconds of Redis' own clock. */
  runs: `${PREFIX}:runs`,
  /** Sorted set of workers by the time of their last sign of life. */
  workers: `${PREFIX}:workers`,
  /** `WorkerRecord` as JSON; expires without a sign of life. */
  worker: (worker: string) => `${PREFIX}:worker:${worker}`,
  /** Held while somebody clears up. */
  clearing: `${PREFIX}:clearing`,
  of: (run: string) => `${PREFIX}:${run}:`,
  /** `RunRecord` as JSON; expires without a sign of life. */
  record: (run: string) => `${PREFIX}:${run}:record`,
  /** Hash of the workers that know the run, by their names: `PartRecord` as JSON. */
  parts: (run: string) => `${PREFIX}:${run}:parts`,
  /** A chunk of a blob, by the SHA-256 of all of it. */
  chunk: (run: string, sha256: string, place: number) => `${PREFIX}:${run}:blob:${sha256}:${place}`,
  /** Channel on which a run rings its workers: 'stop', 'work', or 'work 0.25' where every fourth is to look. */
  bell: (run: string) => `${PREFIX}:${run}:bell`,
} as const;

/** BullMQ's own keys of a run, by what it calls them; those of jobs are their ids. */
export const QUEUE_KEYS = [
  'meta',
  'id',
  'events',
  'wait',
  'active',
  'completed',
  'failed',
  'stalled',
  'marker',
  'pc',
  'delayed',
  'prioritized',
] as const;

const blobRef = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Before compression. */
  bytes: z.int().min(0),
  chunks: z.int().min(0),
});
/** Where a blob is to be had, and what it must be. */
export type BlobRef = Readonly<z.infer<typeof blobRef>>;

const versions = z.strictObject({ autofit: z.string(), kernels: z.string() });
/** What results hang on besides the data. */
export type EngineVersions = Readonly<z.infer<typeof versions>>;

const runRecord = z.strictObject({
  protocol: z.int(),
  run: z.string(),
  /** The host that searches. */
  machine: z.string(),
  versions,
  /** The kernels as they were asked for, of which `versions` has the name that they have there. */
  kernels: z.enum(['auto', 'simd', 'reference', 'blas']),
  /** The data of the run; null until it is all there. */
  context: blobRef.nullable(),
  state: z.enum(['open', 'stopping']),
});
/** What a search tells of itself. */
export type RunRecord = Readonly<z.infer<typeof runRecord>>;

const workerRecord = z.strictObject({
  worker: z.string(),
  machine: z.string(),
  threads: z.int().min(1).max(MOST_SEATS),
});
/** What a worker tells of itself. */
export type WorkerRecord = Readonly<z.infer<typeof workerRecord>>;

const partRecord = z.strictObject({
  worker: z.string(),
  machine: z.string(),
  /** Jobs of this run that it would run at once. */
  seats: z.int().min(0).max(MOST_SEATS),
  state: z.enum(['loading', 'ready', 'refused']),
  reason: z.string().nullable(),
  /** Counts up as long as it lives. */
  beat: z.int(),
});
/** What a worker tells of its part in a run. */
export type PartRecord = Readonly<z.infer<typeof partRecord>>;

const jobMessage = z.strictObject({
  protocol: z.int(),
  /** The SHA-256 of the context. */
  context: z.string(),
  /** Of the job with all that it is about: the answer repeats it. */
  key: z.string(),
  /** A `Job` without `from`, packed. */
  job: z.json(),
  from: blobRef.nullable(),
});
/** A job, as it waits in the queue. */
export type JobMessage = Omit<Readonly<z.infer<typeof jobMessage>>, 'job'> & { readonly job: Json };

const jobAnswer = z.strictObject({
  protocol: z.int(),
  context: z.string(),
  key: z.string(),
  worker: z.string(),
  machine: z.string(),
  seconds: z.number(),
  outcome: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('done'), result: blobRef }),
    z.strictObject({ kind: z.literal('failed'), reason: z.string() }),
    z.strictObject({ kind: z.literal('stopped') }),
  ]),
});
/** How a job ended on a worker. */
export type JobAnswer = Readonly<z.infer<typeof jobAnswer>>;

const begun = z.strictObject({
  worker: z.string(),
  machine: z.string(),
  seat: z.int().min(1).max(MOST_SEATS),
});
/** Told when a worker begins a job. */
export type JobBegun = Readonly<z.infer<typeof begun>>;

/** What is read of others: undefined for what is not what it should be. */
export const read = {
  run: reader(runRecord),
  worker: reader(workerRecord),
  part: reader(partRecord),
  job: reader(jobMessage),
  answer: reader(jobAnswer),
  begun: reader(begun),
} as const;

/** Reads values, or JSON as text. */
function reader<T>(schema: z.ZodType<T>): (value: unknown) => T | undefined {
  return (value) => schema.safeParse(typeof value === 'string' ? parsed(value) : value).data;
}

/** What walks through a message walks by recursion. */
const DEEPEST = 200;

function parsed(text: string): unknown {
  if (isTooDeep(new TextEncoder().encode(text), DEEPEST)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
