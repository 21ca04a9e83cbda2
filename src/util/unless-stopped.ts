import { Stopped } from './stopped.js';

/** Waits for one promise after another. */
export interface Waiting {
  /** What the promise gives; throws Stopped once the signal aborts, however long the promise takes. */
  for<T>(promise: Promise<T>): Promise<T>;
  close(): void;
}

/** Waits that a signal ends: one listener for all of them. */
export function unlessStopped(signal: AbortSignal | undefined): Waiting {
  let giveUp = () => {};
  const onAbort = () => giveUp();
  signal?.addEventListener('abort', onAbort);
  return {
    for: (promise) =>
      new Promise((resolve, reject) => {
        giveUp = () => reject(new Stopped());
        promise.then(resolve, reject);
        if (signal?.aborted) giveUp();
      }),
    close: () => signal?.removeEventListener('abort', onAbort),
  };
}
