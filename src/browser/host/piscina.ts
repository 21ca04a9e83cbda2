/** Stands for `piscina` in a page: jobs on Web Workers, by the options of it that are used. */

/** What a worker is told first, and then job by job. */
export type ThreadMessage =
  | { readonly kind: 'begin'; readonly filename: string; readonly workerData: unknown }
  | { readonly kind: 'job'; readonly job: unknown };

/** What it answers, once it is there. */
export type ThreadAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly value: unknown }
  | { readonly kind: 'thrown'; readonly error: unknown };

export const transferableSymbol = Symbol('transferable');
export const valueSymbol = Symbol('value');

/** A value whose arrays change their owner instead of being copied. */
export interface Moved {
  readonly [transferableSymbol]: readonly Transferable[];
  readonly [valueSymbol]: unknown;
}

export function move(moved: Moved): Moved {
  return moved;
}

/** What the worker was begun with; set before the module that asks for it is loaded. */
export let workerData: unknown;

export function setWorkerData(given: unknown): void {
  workerData = given;
}

interface PoolOptions {
  readonly filename: string;
  readonly maxThreads: number;
  readonly workerData?: unknown;
}

interface Waiting {
  readonly job: unknown;
  readonly transfer: readonly Transferable[];
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** A worker and what it does. */
interface Thread {
  worker: Worker;
  isReady: boolean;
  busy: Waiting | undefined;
}

/** Milliseconds behind which a worker is begun anew that has not started; twice as many the next time. */
const START_MS = 5000;

/** Opens a worker; the page's own threads begin with the same script. */
let openWorker: () => Worker = () => {
  throw new Error('no script for threads was told');
};

export function threadsBegin(open: () => Worker): void {
  openWorker = open;
}

export class Piscina {
  readonly #options: PoolOptions;
  readonly #threads: Thread[] = [];
  readonly #waiting: Waiting[] = [];
  #isClosed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  get threads(): readonly unknown[] {
    return this.#threads;
  }

  /** Jobs tell of errors by themselves here: nothing else happens to a worker. */
  on(): void {}

  run(
    job: unknown,
    { transferList = [] }: { readonly transferList?: readonly Transferable[] } = {},
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) return reject(new Error('the threads are closed'));
      this.#waiting.push({ job, transfer: transferList, resolve, reject });
      this.#deal();
    });
  }

  async destroy(): Promise<void> {
    this.#isClosed = true;
    const closed = new Error('the threads are closed');
    for (const { worker, busy } of this.#threads.splice(0)) {
      worker.terminate();
      busy?.reject(closed);
    }
    for (const { reject } of this.#waiting.splice(0)) reject(closed);
  }

  #deal(): void {
    const [next] = this.#waiting;
    if (!next) return;
    const free = this.#threads.find(({ busy }) => !busy) ?? this.#open();
    if (!free) return;
    this.#waiting.shift();
    free.busy = next;
    this.#give(free);
  }

  #open(): Thread | undefined {
    if (this.#threads.length >= this.#options.maxThreads) return undefined;
    const thread: Thread = { worker: openWorker(), isReady: false, busy: undefined };
    this.#threads.push(thread);
    this.#begin(thread, START_MS);
    return thread;
  }

  /**
   * Of workers that are begun by a worker, Firefox starts some never where something listens to workers, as its drivers do
   * (`bench:worker-starts`).
   */
  #begin(thread: Thread, patience: number): void {
    const { filename, workerData: given } = this.#options;
    const { worker } = thread;
    const again = setTimeout(() => {
      worker.terminate();
      if (this.#isClosed) return;
      thread.worker = openWorker();
      this.#begin(thread, 2 * patience);
    }, patience);
    worker.postMessage({ kind: 'begin', filename, workerData: given } satisfies ThreadMessage);
    worker.onmessage = ({ data }: MessageEvent<ThreadAnswer>) => {
      clearTimeout(again);
      this.#take(thread, data);
    };
    worker.onerror = (event) => {
      clearTimeout(again);
      event.preventDefault();
      worker.terminate();
      this.#threads.splice(this.#threads.indexOf(thread), 1);
      thread.busy?.reject(new Error(event.message || 'a worker of the page ended'));
      this.#deal();
    };
  }

  /** Gives a worker that is there its job: what changes its owner can be sent once. */
  #give({ worker, isReady, busy }: Thread): void {
    if (!isReady || !busy) return;
    const { job, transfer } = busy;
    worker.postMessage({ kind: 'job', job } satisfies ThreadMessage, [...transfer]);
  }

  #take(thread: Thread, answer: ThreadAnswer): void {
    if (answer.kind === 'ready') {
      thread.isReady = true;
      this.#give(thread);
      return;
    }
    const { busy } = thread;
    thread.busy = undefined;
    if (answer.kind === 'answer') busy?.resolve(answer.value);
    else busy?.reject(answer.error);
    this.#deal();
  }
}
