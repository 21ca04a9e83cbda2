import type { Piscina } from 'piscina';
import { errorMessage } from './errors.js';

/**
 * Tells why a pool has no thread left, once that is so: Piscina does not replace those that end while they load, and what waits for one
 * would wait for ever.
 */
export function watchPool(pool: Piscina, isWaitedFor: () => boolean): () => string | undefined {
  let fault: string | undefined;
  const giveUp = (reason: string) => {
    if (pool.threads.length > 0) return;
    fault ??= `no worker can start: ${reason}`;
    void pool.destroy();
  };
  // An answer of what was given up, or the end of an idle worker, whose place another takes: no job waits for them.
  pool.on('error', (thrown) => giveUp(errorMessage(thrown)));
  pool.on('workerDestroy', () => {
    // By then another one has its place, unless it had not begun.
    setImmediate(() => {
      if (isWaitedFor()) giveUp('it ended while it was loading');
    });
  });
  return () => fault;
}
