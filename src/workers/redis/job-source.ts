import type { Job as QueuedJob } from 'bullmq';
import type { Redis } from 'ioredis';
import type { RedisServer } from './connect.js';
import { keptQueue } from './kept-queue.js';
import {
  type JobAnswer,
  type JobBegun,
  type JobMessage,
  LOCK_MS,
  PREFIX,
  read,
  STALLED_MS,
} from './protocol.js';

/** A job that a worker has begun and nobody else has, as long as it is renewed. */
export interface TakenJob {
  readonly id: string;
  /** Undefined for what is no job of ours. */
  readonly message: JobMessage | undefined;
  begin(begun: JobBegun): Promise<void>;
  /** False where the job is somebody else's by now. */
  answer(answer: JobAnswer): Promise<boolean>;
  /** Puts it back in the queue. */
  giveBack(): Promise<void>;
}

/** The queue of a run as a worker sees it; each call rejects while Redis is away. */
export interface JobSource {
  /** Undefined where none waits. */
  take(): Promise<TakenJob | undefined>;
  /** Says that these jobs are still worked at. */
  renew(ids: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens the queue of a run on BullMQ, for one worker. */
export function openJobSource(
  { engine }: RedisServer,
  client: Redis,
  run: string,
  worker: string,
): JobSource {
  const { Worker, createRedisBackend } = engine.bullmq;
  // Jobs are fetched one by one, so that several runs can share the threads; and without waiting, which takes a connection.
  const source = new Worker<JobMessage, JobAnswer>(
    run,
    null,
    {
      connection: client,
      prefix: PREFIX,
      skipVersionCheck: true,
      autorun: false,
      lockDuration: LOCK_MS,
      stalledInterval: STALLED_MS,
    },
    (name, options) => createRedisBackend(name, options as typeof options & { connection: Redis }),
  );
  source.on('error', () => {});
  const keep = keptQueue(client, run);
  let taken = 0;
  const tokens = new Map<string, string>();
  return {
    async take() {
      const token = `${worker}:${taken++}`;
      const job = await source.getNextJob(token, { block: false });
      if (!job?.id) return undefined;
      tokens.set(job.id, token);
      await keep(job.id);
      return takenJob(job, token, () => tokens.delete(job.id ?? ''));
    },
    async renew(ids) {
      const own = ids.filter((id) => tokens.has(id));
      if (own.length === 0) return;
      const held = own.map((id) => tokens.get(id) ?? '');
      await source.extendJobLocks([...own], held, LOCK_MS);
    },
    close: () => source.close(true),
  };
}

function takenJob(
  job: QueuedJob<JobMessage, JobAnswer>,
  token: string,
  letGo: () => void,
): TakenJob {
  return {
    id: job.id ?? '',
    message: read.job(job.data),
    begin: (begun) => job.updateProgress(begun),
    async answer(answer) {
      try {
        await job.moveToCompleted(answer, token, false);
      } catch (thrown) {
        if (!isLost(thrown)) throw thrown;
        letGo();
        return false;
      }
      letGo();
      return true;
    },
    async giveBack() {
      letGo();
      await job.moveToWait(token);
    },
  };
}

/** Whether BullMQ says that a job has gone, or its lock has. */
function isLost(thrown: unknown): boolean {
  return (
    thrown instanceof Error &&
    /Missing (?:key|lock)|not in the active|Lock mismatch/i.test(thrown.message)
  );
}
