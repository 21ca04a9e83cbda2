/** Stands for `piscina` in a page: jobs on Web Workers, by the options of it that are used. */

/** What a worker is told first, and then job by job. */
export type ThreadMessage =
  | { readonly kind: 'begin'; readonly filename: string; readonly workerData: unknown }
  | { readonly kind: 'job'; readonly job: unknown };

/** What it answers. */
export type ThreadAnswer =
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

/** A Web Worker, as who gives it jobs sees it. */
export interface OpenThread {
  post(message: ThreadMessage, transfer: readonly Transferable[]): void;
  close(): void;
}

/** Who hears of it. */
export interface ThreadHearer {
  readonly onAnswer: (answer: ThreadAnswer) => void;
  /** It has ended by itself, and why. */
  readonly onEnded: (message: string) => void;
}

/** A thread and what it does. */
interface Thread {
  readonly own: OpenThread;
  busy: Waiting | undefined;
}

let openThread: (hearer: ThreadHearer) => OpenThread = () => {
  throw new Error('it was not told how threads are opened');
};

/** From now on threads are opened so. */
export function threadsBegin(open: (hearer: ThreadHearer) => OpenThread): void {
  openThread = open;
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
    for (const { own, busy } of this.#threads.splice(0)) {
      own.close();
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
    free.own.post({ kind: 'job', job: next.job }, next.transfer);
  }

  #open(): Thread | undefined {
    if (this.#threads.length >= this.#options.maxThreads) return undefined;
    const { filename, workerData: given } = this.#options;
    const own = openThread({
      onAnswer: (answer) => {
        const { busy } = thread;
        thread.busy = undefined;
        if (answer.kind === 'answer') busy?.resolve(answer.value);
        else busy?.reject(answer.error);
        this.#deal();
      },
      onEnded: (message) => {
        own.close();
        this.#threads.splice(this.#threads.indexOf(thread), 1);
        thread.busy?.reject(new Error(message || 'a worker of the page ended'));
        this.#deal();
      },
    });
    const thread: Thread = { own, busy: undefined };
    own.post({ kind: 'begin', filename, workerData: given }, []);
    this.#threads.push(thread);
    return thread;
  }
}
