import { Piscina } from 'piscina';
import { AutofitError, errorMessage } from '../util/errors.js';
import type { ThreadFile } from '../util/thread-file.js';
import { watchPool } from '../util/watch-pool.js';

/** Threads that answer tasks. */
export interface AskedThreads {
  /** As `askThread`. */
  ask<T>(task: unknown): Promise<T>;
  close(): Promise<void>;
}

/** So many threads that run this file. Where none of them can start any more, what waits for one is told so. */
export function openThreads(file: ThreadFile, threads: number, workerData: unknown): AskedThreads {
  const own = { name: 'run', minThreads: threads, maxThreads: threads, workerData };
  const pool = new Piscina({ ...file, ...own });
  let isClosed = false;
  let asking = 0;
  const faultOf = watchPool(pool, () => !isClosed && asking > 0);
  return {
    async ask<T>(task: unknown) {
      asking++;
      try {
        return await askThread<T>(pool, task);
      } catch (thrown) {
        const fault = faultOf();
        throw fault === undefined ? thrown : died(`A thread ended, and ${fault}.`);
      } finally {
        asking--;
      }
    },
    async close() {
      isClosed = true;
      await pool.destroy();
    },
  };
}

/**
 * What a thread answers to a task, which stays the caller's: it is asked once more where the thread dies, as what killed it may have
 * come from outside. Throws an AutofitError where the next one dies too.
 */
export async function askThread<T>(pool: Pick<Piscina, 'run'>, task: unknown): Promise<T> {
  const ask = async () => (await pool.run(task)) as T;
  try {
    return await ask();
  } catch (thrown) {
    if (!isDeath(thrown)) throw thrown;
  }
  try {
    return await ask();
  } catch (thrown) {
    if (!isDeath(thrown)) throw thrown;
    throw died(
      `A thread ended in the middle of its work, and so did the one that took its place: ${errorMessage(thrown)}.`,
    );
  }
}

function died(message: string): AutofitError {
  return new AutofitError('THREAD_DIED', message, {
    hint: 'Memory may not be enough for so many: give fewer `workers`, or free some.',
  });
}

/** Whether Piscina or Node say that a thread is no more, rather than what was thrown in it. */
function isDeath(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const { code } = thrown as NodeJS.ErrnoException;
  return (
    code === 'ERR_WORKER_OUT_OF_MEMORY' || thrown.message.startsWith('worker exited with code')
  );
}
