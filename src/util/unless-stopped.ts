import { Stopped } from './stopped.js';

/** Waits for one promise after another. */
export interface Waiting {
  /** What the promise gives; throws Stopped once the signal aborts, unless it is here by then. */
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
        // What is here already comes before the next turn of the event loop.
        if (signal?.aborted) setTimeout(giveUp);
      }),
    close: () => signal?.removeEventListener('abort', onAbort),
  };
}
