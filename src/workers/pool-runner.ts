import type { Piscina } from 'piscina';
import { errorMessage } from '../util/errors.js';
import { watchPool } from '../util/watch-pool.js';
import { createRunAgain } from './run-again.js';

/**
 * Runs jobs in a pool, each once more where its thread dies. Rejects with an Error that says why where the next one dies too, and where
 * no thread can start any more.
 */
export function createPoolRunner(
  pool: Piscina,
  isClosed: () => boolean,
): <T>(job: unknown) => Promise<T> {
  let running = 0;
  const faultOf = watchPool(pool, () => !isClosed() && running > 0);
  const runAgain = createRunAgain(() => isClosed() || faultOf() !== undefined);
  return async <T>(job: unknown) => {
    const fault = faultOf();
    if (fault !== undefined) throw new Error(fault);
    running++;
    try {
      return await runAgain<T>(() => pool.run(job));
    } catch (thrown) {
      const reason = faultOf() ?? `the worker died: ${errorMessage(thrown)}`;
      throw new Error(reason, { cause: thrown });
    } finally {
      running--;
    }
  };
}
