import { afterEach, expect, test, vi } from 'vitest';
import type { CallAnswer, CallMessage } from '../../src/browser/calls.js';

/** What the page opens, in order; nothing runs in it. */
const opened: Opened[] = [];

class Opened {
  onmessage: ((event: { readonly data: CallAnswer }) => void) | null = null;
  onerror: ((event: { readonly message: string; preventDefault(): void }) => void) | null = null;
  readonly name: string;
  readonly asked: CallMessage[] = [];
  isEnded = false;

  constructor(script: URL) {
    this.name = script.href.slice(script.href.lastIndexOf('/') + 1);
    opened.push(this);
  }

  postMessage(message: CallMessage): void {
    this.asked.push(message);
  }

  terminate(): void {
    this.isEnded = true;
  }
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test('a worker that ended has no say in the threads of the next one', async () => {
  vi.stubGlobal('Worker', Opened);
  const { callWorker } = await import('../../src/browser/call-worker.js');
  const asks = (worker: Opened | undefined, answer: CallAnswer) =>
    worker?.onmessage?.({ data: answer });
  const openThread = { kind: 'open-thread', thread: 1, port: new MessageChannel().port1 } as const;
  const names = () => opened.map(({ name, isEnded }) => `${name}${isEnded ? ' ended' : ''}`);

  const first = expect(callWorker('keeping', [])).rejects.toMatchObject({ code: 'WORKER_ENDED' });
  const [before] = opened;
  asks(before, openThread);
  before?.onerror?.({ message: 'out of memory', preventDefault() {} });
  await first;
  expect(names()).toEqual(['main-worker.js ended', 'thread.js ended']);

  const second = callWorker('keeping', []);
  const next = opened[2];
  asks(next, openThread);
  asks(before, { kind: 'close-thread', thread: 1 });
  expect(names().slice(2)).toEqual(['main-worker.js', 'thread.js']);
  opened[3]?.onerror?.({ message: 'gone', preventDefault() {} });
  expect(next?.asked.at(-1)).toEqual({ kind: 'thread-ended', thread: 1, message: 'gone' });
  asks(next, { kind: 'done', id: 2, value: 'kept' });
  expect(await second).toBe('kept');
});
