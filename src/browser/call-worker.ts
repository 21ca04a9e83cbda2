import type { FitOptions } from '../options/fit-options.js';
import { AutofitError } from '../util/errors.js';
import type { CallAnswer, CallMessage, CallName, CarriedError, PageCalls } from './calls.js';
import { PageThreads } from './page-threads.js';

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
  readonly onProgress: FitOptions['onProgress'];
}

/** One worker for the page, begun by the first call, and its threads. */
let worker: Worker | undefined;
const threads = new PageThreads();
let last = 0;
const waiting = new Map<number, Waiting>();

/** Asks the worker. Throws what was thrown there. */
export function callWorker<Name extends CallName>(
  name: Name,
  told: readonly unknown[],
  { signal, onProgress }: Pick<FitOptions, 'signal' | 'onProgress'> = {},
): ReturnType<PageCalls[Name]> {
  const own = openWorker();
  const id = ++last;
  const onAbort = () => own.postMessage({ kind: 'abort', id } satisfies CallMessage);
  const answer = new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject, onProgress });
    own.postMessage({ kind: 'call', id, name, told } satisfies CallMessage);
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted) onAbort();
  });
  return answer.finally(() => signal?.removeEventListener('abort', onAbort)) as ReturnType<
    PageCalls[Name]
  >;
}

function openWorker(): Worker {
  if (worker) return worker;
  const own = new Worker(new URL('./main-worker.js', import.meta.url), { type: 'module' });
  own.onmessage = ({ data }: MessageEvent<CallAnswer>) => take(own, data);
  own.onerror = (event) => {
    event.preventDefault();
    // What is left of it would ask for threads of the next one.
    own.terminate();
    own.onmessage = null;
    worker = undefined;
    threads.closeAll();
    const why = event.message || 'out of memory?';
    const ended = new AutofitError('WORKER_ENDED', `The worker of the page ended: ${why}.`, {
      hint: 'A run keeps what is finished: load the page again, and go on with it. Where memory ran out, give fewer rows or columns, or fewer `workers`.',
    });
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  worker = own;
  return own;
}

function take(own: Worker, answer: CallAnswer): void {
  if (answer.kind === 'open-thread' || answer.kind === 'close-thread') {
    const { thread } = answer;
    threads.take(answer, (message) =>
      own.postMessage({ kind: 'thread-ended', thread, message } satisfies CallMessage),
    );
    return;
  }
  const call = waiting.get(answer.id);
  if (answer.kind === 'event') {
    call?.onProgress?.(answer.event);
    return;
  }
  waiting.delete(answer.id);
  if (answer.kind === 'done') call?.resolve(answer.value);
  else call?.reject(errorOf(answer.error));
}

function errorOf({ message, mistake }: CarriedError): Error {
  return mistake ? new AutofitError(mistake.code, message, mistake.details) : new Error(message);
}
