/** Stands for `node:events` in a page. */
import type { EventEmitter } from 'node:events';

/** Pages warn of no number of listeners. */
export function setMaxListeners(): void {}

/** Resolves with the arguments of the next event of this name; rejects where an error comes first. */
export function once(emitter: EventEmitter, name: string): Promise<readonly unknown[]> {
  return new Promise((resolve, reject) => {
    const onError = (error: unknown) => {
      emitter.off(name, onEvent);
      reject(error);
    };
    const onEvent = (...told: readonly unknown[]) => {
      emitter.off('error', onError);
      resolve(told);
    };
    emitter.once(name, onEvent);
    if (name !== 'error') emitter.once('error', onError);
  });
}
