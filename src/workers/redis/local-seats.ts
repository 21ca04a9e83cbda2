import type { Executor, Job } from '../../trial/job.js';
import { now } from '../../util/clock.js';
import type { Task } from './remote-entry.js';
import type { Tally } from './tally.js';

/** The search's own threads. */
export interface LocalSeats {
  /** Threads without a job. */
  free(): number;
  /** Whether a thread could run what others do not get done, also where none was asked for. */
  canHelp(): boolean;
  /** Runs a task when it is its turn, also where no thread was asked for: then one is started. */
  run(task: Task): void;
  close(): Promise<void>;
}

export interface LocalOptions {
  readonly workers: number;
  readonly start: (workers: number) => Executor;
  readonly machine: string;
  readonly tally: Tally;
  /** Whether nobody else can be asked, so that one thread is better than none. */
  readonly isAlone: () => boolean;
}

export function createLocalSeats(options: LocalOptions): LocalSeats {
  const { workers, machine, tally } = options;
  let executor = workers > 0 ? options.start(workers) : undefined;
  let running = 0;
  const threads = () => {
    executor ??= options.start(1);
    return executor;
  };
  const runTask = async (task: Task) => {
    running++;
    const start = now();
    const outcome = await threads().run(task.job);
    running--;
    if (outcome.kind !== 'stopped') {
      tally.done(machine, task.job, (now() - start) / 1000);
    }
    task.end(outcome);
  };
  return {
    free() {
      if (workers > 0) return workers - running;
      return options.isAlone() ? 1 - running : 0;
    },
    canHelp: () => running < Math.max(1, workers),
    run: (task) => void runTask(task),
    close: async () => executor?.close(),
  };
}

/** The baseline is always finished, here. */
export function isBaseline(job: Job): boolean {
  return job.kind === 'trial' && job.config.family === 'constant';
}
