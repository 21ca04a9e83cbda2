import type { Executor } from '../../trial/job.js';
import type { TrialContext } from '../../trial/run-fold.js';
import { connectRedis } from './connect.js';
import { MOST_THREADS, type WorkerRecord } from './protocol.js';
import { createRedisExecutor, type RedisExecutorOptions } from './redis-executor.js';
import { liveWorkers } from './run-registry.js';

/** Workers elsewhere that a search may use. */
export interface Machines {
  /** What is worth a warning. */
  readonly warnings: readonly string[];
  /** Threads of the workers that are there by now. */
  readonly threads: number;
  createExecutor(
    context: TrialContext,
    options: Omit<RedisExecutorOptions, 'server'>,
  ): Promise<Executor>;
}

/** Connects to the Redis of an address. Throws an AutofitError that says what is wrong with it, and no password. */
export async function connectMachines(address: string): Promise<Machines> {
  const server = await connectRedis(address);
  const client = await server.ready('hasty');
  try {
    const workers = await liveWorkers(client);
    return {
      warnings: server.warnings,
      threads: threadsOf(workers),
      createExecutor: (context, options) => createRedisExecutor(context, { ...options, server }),
    };
  } finally {
    client.disconnect();
  }
}

/** Of all workers together; a lag that follows them grows no further. */
export function threadsOf(workers: readonly WorkerRecord[]): number {
  return Math.min(
    MOST_THREADS,
    workers.reduce((sum, { threads }) => sum + threads, 0),
  );
}
