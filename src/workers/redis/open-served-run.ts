import type { Redis } from 'ioredis';
import { familyNames } from '../../models/families.js';
import type { Executor } from '../../trial/job.js';
import { planMemory } from '../../trial/memory-plan.js';
import type { TrialContext } from '../../trial/run-fold.js';
import { trialsShape } from '../../trial/trials-shape.js';
import { availableMemory } from '../../util/memory.js';
import { createThreads } from '../threads.js';
import type { BlobCache } from './blob-cache.js';
import { getBlob } from './blob-store.js';
import type { RedisServer } from './connect.js';
import { contextOf } from './context-bytes.js';
import { openJobSource } from './job-source.js';
import type { BlobRef } from './protocol.js';
import { type ServedRun, serveRun } from './served-run.js';

/** Makes what runs the jobs of a run, until the signal aborts. */
export type StartExecutor = (
  context: TrialContext,
  workers: number,
  signal: AbortSignal,
) => Executor;

/** What a worker has for all of its runs. */
export interface WorkerPlace {
  readonly server: RedisServer;
  readonly client: Redis;
  readonly worker: string;
  readonly machine: string;
  readonly threads: number;
  readonly cache: BlobCache;
  readonly startExecutor: StartExecutor;
}

/** Threads, no more than there is memory for. */
export const startThreads: StartExecutor = (context, wanted, signal) => {
  const { workers, keptBytes } = planMemory(
    trialsShape(context, familyNames),
    wanted,
    availableMemory(),
  );
  return createThreads({ ...context, keptBytes }, { workers, signal });
};

/** Gets the data of a run, from disk where it was there before, and makes ready to work. Throws what is wrong with it. */
export async function openServedRun(
  { server, client, worker, machine, threads, cache, startExecutor }: WorkerPlace,
  run: string,
  ref: BlobRef,
): Promise<ServedRun> {
  const bytes = await cache.get(ref, () => getBlob(client, run, ref));
  const controller = new AbortController();
  const executor = startExecutor(contextOf(bytes), threads, controller.signal);
  const source = openJobSource(server, client, run, worker);
  const context = ref.sha256;
  return serveRun({ client, run, worker, machine, context, source, executor, controller });
}
