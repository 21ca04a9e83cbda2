import type { Piscina } from 'piscina';
import { AutofitError, errorMessage } from '../util/errors.js';

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
    const message = `A thread ended in the middle of its work, and so did the one that took its place: ${errorMessage(thrown)}.`;
    throw new AutofitError('THREAD_DIED', message, {
      hint: 'Memory may not be enough for so many: give fewer `workers`, or free some.',
    });
  }
}

/** Whether Piscina or Node say that a thread is no more, rather than what was thrown in it. */
function isDeath(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const { code } = thrown as NodeJS.ErrnoException;
  return (
    code === 'ERR_WORKER_OUT_OF_MEMORY' || thrown.message.startsWith('worker exited with code')
  );
}
