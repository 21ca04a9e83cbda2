import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Piscina, type ThreadMessage, threadsBegin } from '../../../src/browser/host/piscina.js';

/** A worker that doubles its jobs, or never starts. */
class Stand {
  onmessage: ((event: { readonly data: unknown }) => void) | undefined;
  readonly heard: unknown[] = [];
  isEnded = false;
  readonly #starts: boolean;

  constructor(starts: boolean) {
    this.#starts = starts;
  }

  postMessage(message: ThreadMessage): void {
    this.heard.push(message.kind);
    if (!this.#starts) return;
    const data =
      message.kind === 'begin'
        ? { kind: 'ready' }
        : { kind: 'answer', value: 2 * Number(message.job) };
    queueMicrotask(() => this.onmessage?.({ data }));
  }

  terminate(): void {
    this.isEnded = true;
  }
}

let opened: Stand[] = [];

/** Workers of which those of these numbers never start. */
function begin(deaf: readonly number[]): void {
  opened = [];
  threadsBegin(() => {
    opened.push(new Stand(!deaf.includes(opened.length)));
    return opened.at(-1) as unknown as Worker;
  });
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('jobs are done by workers that are there', async () => {
  begin([]);
  const pool = new Piscina({ filename: 'x.cjs', maxThreads: 2 });
  expect(await Promise.all([1, 2, 3].map((job) => pool.run(job)))).toEqual([2, 4, 6]);
  expect(opened.length).toBe(2);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(opened.map(({ isEnded }) => isEnded)).toEqual([false, false]);
});

test('a worker that does not start is begun anew, with its job, after twice as long each time', async () => {
  begin([0, 1]);
  const pool = new Piscina({ filename: 'x.cjs', maxThreads: 1 });
  const done = pool.run(21);
  await vi.advanceTimersByTimeAsync(5000);
  expect(opened.map(({ isEnded }) => isEnded)).toEqual([true, false]);
  await vi.advanceTimersByTimeAsync(9999);
  expect(opened.length).toBe(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(await done).toBe(42);
  expect(opened.map(({ heard }) => heard)).toEqual([['begin'], ['begin'], ['begin', 'job']]);
});

test('none is begun anew once threads are closed', async () => {
  begin([0]);
  const pool = new Piscina({ filename: 'x.cjs', maxThreads: 1 });
  const failing = expect(pool.run(1)).rejects.toThrow('the threads are closed');
  await pool.destroy();
  await vi.advanceTimersByTimeAsync(60_000);
  await failing;
  expect(opened.length).toBe(1);
});
