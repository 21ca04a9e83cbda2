import type { QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import type { RedisServer } from './connect.js';
import { keptQueue } from './kept-queue.js';
import {
  type JobAnswer,
  type JobBegun,
  type JobMessage,
  LOCK_MS,
  MOST_DEATHS,
  PREFIX,
  read,
  STALLED_MS,
} from './protocol.js';
import { renewQueue } from './run-registry.js';

/** What is heard of jobs in the queue. */
export interface QueueListener {
  onBegun(id: string, begun: JobBegun): void;
  /** Undefined for an answer that is none. */
  onAnswer(id: string, answer: JobAnswer | undefined): void;
  /** Its worker has gone; another one takes it. */
  onLost(id: string): void;
  /** Too many workers have died over it, or it was ended from outside. */
  onGivenUp(id: string, reason: string): void;
}

/** Where a job is; 'unknown': not in Redis. */
export type JobPlace = 'waiting' | 'active' | 'answered' | 'given up' | 'unknown';

/** The queue of a run as its search sees it; each call rejects while Redis is away. */
export interface JobQueue {
  add(id: string, message: JobMessage): Promise<void>;
  place(id: string): Promise<JobPlace>;
  /** Tells the listener how an answered job, or one that was given up, has ended. */
  hear(id: string): Promise<void>;
  /** Whether it was there to be removed: what a worker has begun is not. */
  remove(id: string): Promise<boolean>;
  /** Says that the queue and these jobs are to stay for a while. */
  renew(ids: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens the queue of a run on BullMQ: what dead workers have begun is found here, and told by events. */
export function openJobQueue(
  { engine, open }: RedisServer,
  client: Redis,
  run: string,
  listener: QueueListener,
): JobQueue {
  const { Queue, QueueEvents: Events, Worker, createRedisBackend } = engine.bullmq;
  const around = { prefix: PREFIX, skipVersionCheck: true };
  const queue = new Queue<JobMessage, JobAnswer>(run, { connection: client, ...around });
  const keep = keptQueue(client, run);
  const waiting = open('listening');
  // From the first on; by this very connection, which would be doubled else.
  const events = new Events(
    run,
    { connection: waiting, ...around, lastEventId: '0-0' },
    (name, options) => createRedisBackend(name, options),
  );
  // It runs nothing: it looks after those that do.
  const watch = new Worker<JobMessage, JobAnswer>(
    run,
    null,
    {
      connection: client,
      ...around,
      lockDuration: LOCK_MS,
      stalledInterval: STALLED_MS,
      maxStalledCount: MOST_DEATHS,
    },
    (name, options) => createRedisBackend(name, options as typeof options & { connection: Redis }),
  );
  // Connections that break are told of by their clients.
  queue.on('error', () => {});
  events.on('error', () => {});
  watch.on('error', () => {});
  listen(events, listener);
  void watch.startStalledCheckTimer();
  return {
    async add(id, message) {
      await queue.add('job', message, { jobId: id });
      await keep(id);
    },
    async place(id) {
      return PLACES[await queue.getJobState(id)] ?? 'waiting';
    },
    async hear(id) {
      const job = await queue.getJob(id);
      if (!job) return;
      if (job.failedReason !== undefined) listener.onGivenUp(id, job.failedReason);
      else listener.onAnswer(id, read.answer(job.returnvalue));
    },
    async remove(id) {
      return (await queue.remove(id)) === 1;
    },
    renew: (ids) => renewQueue(client, run, ids),
    async close() {
      // Without Redis they would wait for it.
      waiting.disconnect();
      await Promise.allSettled([watch.close(true), events.close(), queue.close()]);
    },
  };
}

function listen(events: QueueEvents, listener: QueueListener): void {
  events.on('progress', ({ jobId, data }) => {
    const begun = read.begun(data);
    if (begun) listener.onBegun(jobId, begun);
  });
  events.on('completed', ({ jobId, returnvalue }) => {
    listener.onAnswer(jobId, read.answer(returnvalue));
  });
  events.on('stalled', ({ jobId }) => listener.onLost(jobId));
  events.on('failed', ({ jobId, failedReason }) => listener.onGivenUp(jobId, failedReason));
}

const PLACES: Readonly<Record<string, JobPlace>> = {
  active: 'active',
  completed: 'answered',
  failed: 'given up',
  unknown: 'unknown',
};
