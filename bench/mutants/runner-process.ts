import { type ChildProcess, fork } from 'node:child_process';

/** Tests to run, one after the other, until one fails; with a file's code in place of what is on disk. */
export interface Order {
  readonly swap: { readonly file: string; readonly code: string } | null;
  readonly tests: readonly string[];
}

/** That a test file begins, or that all are done: which one failed, if any. */
type Report =
  | { readonly kind: 'begins'; readonly test: string }
  | { readonly kind: 'done'; readonly failed: string | null };

/** What came of an order. */
export interface Outcome {
  /** The test file that failed, or did not end. */
  readonly failed: string | null;
  readonly isTimeout: boolean;
  /** Of each test file that ran to its end. */
  readonly seconds: ReadonlyMap<string, number>;
}

/** A runner in a process of its own, which is killed and started anew when a test file takes longer than it may. */
export interface RunnerProcess {
  run(order: Order, mayTake: (test: string) => number): Promise<Outcome>;
  close(): void;
}

export function startRunner(): RunnerProcess {
  let child = startChild();
  return {
    async run(order, mayTake) {
      const outcome = await follow(child, order, mayTake);
      if (outcome.isTimeout) {
        child.kill('SIGKILL');
        child = startChild();
      }
      return outcome;
    },
    close: () => void child.kill('SIGKILL'),
  };
}

function startChild(): ChildProcess {
  const path = new URL('./runner.mjs', import.meta.url).pathname;
  return fork(path, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
}

function follow(
  child: ChildProcess,
  order: Order,
  mayTake: (test: string) => number,
): Promise<Outcome> {
  const seconds = new Map<string, number>();
  let current: string | null = null;
  let began = 0;
  let timer: NodeJS.Timeout | undefined;
  return new Promise((resolve) => {
    const end = (failed: string | null, isTimeout: boolean) => {
      clearTimeout(timer);
      child.off('message', hear).off('exit', leave);
      resolve({ failed, isTimeout, seconds });
    };
    /** A runner that dies of a mutant has not passed its test. */
    const leave = () => end(current, true);
    const hear = (report: Report) => {
      clearTimeout(timer);
      const now = performance.now();
      if (current) seconds.set(current, (now - began) / 1000);
      if (report.kind === 'done') return end(report.failed, false);
      current = report.test;
      began = now;
      timer = setTimeout(() => end(current, true), 1000 * mayTake(current));
    };
    child.on('message', hear).on('exit', leave);
    child.send(order);
  });
}
