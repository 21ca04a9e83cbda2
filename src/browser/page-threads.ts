import type { ThreadRequest } from './calls.js';

/**
 * The threads of a page's worker, by their numbers. The page begins them: a worker that begins workers waits for ever, now and then, where
 * something listens to workers in Firefox (`bench:worker-starts`).
 */
export class PageThreads {
  readonly #workers = new Map<number, Worker>();

  /** Does what is asked; `tellEnded` hears of a thread that ends by itself. */
  take(request: ThreadRequest, tellEnded: (message: string) => void): void {
    const { thread } = request;
    if (request.kind === 'close-thread') {
      this.#workers.get(thread)?.terminate();
      this.#workers.delete(thread);
      return;
    }
    const worker = new Worker(new URL('./thread.js', import.meta.url), { type: 'module' });
    worker.onerror = (event) => {
      event.preventDefault();
      tellEnded(event.message);
    };
    worker.postMessage(request.port, [request.port]);
    this.#workers.set(thread, worker);
  }

  closeAll(): void {
    for (const worker of this.#workers.values()) worker.terminate();
    this.#workers.clear();
  }
}
