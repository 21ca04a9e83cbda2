import { Worker } from 'node:worker_threads';
import type { DetectorState } from '../detect/detector-state.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import type { Table } from '../table/table.js';
import { errorMessage } from '../util/errors.js';
import { threadFile } from '../util/thread-file.js';
import type { SafeAnswer } from './answer-safely.js';
import { HttpFault, inside } from './http-fault.js';
import type { Job } from './job.js';

/** What a thread gets when it starts: a model of rows, or one that finds boxes on pictures. */
export type AnswerStart = RowStart | BoxStart;

export interface RowStart {
  readonly state: PredictorState;
  /** Rows that explanations compare with. */
  readonly kept?: Table | undefined;
}

export interface BoxStart {
  readonly detector: DetectorState;
}

export interface ThreadOptions {
  /** Milliseconds that a batch may take before the thread is given up. */
  readonly timeout: number;
  /** Called when it can take jobs again. */
  readonly onIdle: () => void;
  /** Told of what went wrong inside. */
  readonly onFailure: (reason: string) => void;
}

/** A thread that answers one batch at a time, and is started again where it ends by itself. */
export interface AnswerThread {
  /** Resolves once the model is loaded; rejects where it cannot be. */
  readonly ready: Promise<void>;
  isIdle(): boolean;
  /** Rejects with an HttpFault where the thread ends meanwhile, or is given up. */
  answer(jobs: readonly Job[]): Promise<SafeAnswer>;
  close(): Promise<void>;
}

interface Pending {
  readonly resolve: (answer: SafeAnswer) => void;
  readonly reject: (thrown: HttpFault) => void;
  readonly timer: NodeJS.Timeout;
}

/** Buffers from so many bytes on are handed over, not copied. */
const TRANSFERRED = 1 << 16;
/** Before one is started again that could not load its model. */
const RESTART_MS = 1000;

export function openThread(
  start: AnswerStart,
  { timeout, onIdle, onFailure }: ThreadOptions,
): AnswerThread {
  let worker: Worker | undefined;
  let pending: Pending | undefined;
  let [isReady, wasReady, isClosed] = [false, false, false];
  let first: { resolve: () => void; reject: (thrown: Error) => void } | undefined;

  const take = (): Pending | undefined => {
    const own = pending;
    clearTimeout(own?.timer);
    pending = undefined;
    return own;
  };
  const begin = () => {
    let reason = 'it ended';
    worker = startWorker(start);
    worker.on('message', (said: SafeAnswer | 'ready') => {
      if (said === 'ready') {
        [isReady, wasReady] = [true, true];
        first?.resolve();
        first = undefined;
      } else take()?.resolve(said);
      onIdle();
    });
    worker.on('error', (thrown) => {
      reason = errorMessage(thrown);
    });
    worker.on('exit', () => onExit(reason));
  };
  const onExit = (reason: string) => {
    const wait = wasReady ? 0 : RESTART_MS;
    [isReady, wasReady] = [false, false];
    take()?.reject(inside());
    first?.reject(new Error(reason));
    if (isClosed || first) return;
    onFailure(`a thread is started again: ${reason}`);
    setTimeout(() => !isClosed && begin(), wait).unref();
  };
  const ready = new Promise<void>((resolve, reject) => {
    first = { resolve, reject };
  });
  begin();
  return {
    ready,
    isIdle: () => isReady && pending === undefined,
    answer: (jobs) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          take()?.reject(tooSlow());
          // It answers nothing more, though it may take a while to end.
          isReady = false;
          void worker?.terminate();
        }, timeout);
        pending = { resolve, reject, timer };
        worker?.postMessage(jobs, transferred(jobs));
      }),
    async close() {
      isClosed = true;
      await worker?.terminate();
    },
  };
}

function startWorker(workerData: AnswerStart): Worker {
  const own = threadFile(import.meta.url, './answer-worker.js', './answer-worker.ts');
  const { filename, ...options } = own;
  return new Worker(new URL(filename), { workerData, ...options });
}

function transferred(jobs: readonly Job[]): ArrayBuffer[] {
  return jobs.flatMap(({ bytes: { buffer } }) =>
    buffer instanceof ArrayBuffer && buffer.byteLength >= TRANSFERRED ? [buffer] : [],
  );
}

function tooSlow(): HttpFault {
  return new HttpFault(503, 'TOO_SLOW', 'The rows took too long and were given up.', {
    hint: 'Send fewer at once.',
  });
}
