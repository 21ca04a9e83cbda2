import type { StretchOf } from '../trial/stretch.js';
import type { Arrivals } from './arrivals.js';

/** Jobs that are begun one after another, each chosen by the results of some before. */
export interface LaggedJobs<J extends StretchOf, R> {
  /** Begun before any other is chosen, and waited for. @default none */
  readonly first?: J | undefined;
  /** How far what is chosen lags behind results: job n by the first n − lag + 1 of them. */
  readonly lag: number;
  readonly arrivals: Arrivals<R>;
  /** Whether nothing more may be begun after so many. */
  readonly isOver: (begun: number) => boolean;
  /** The job of this number; undefined while there is nothing to do. */
  readonly choose: (number: number) => Promise<J | undefined>;
  /** Runs a job, wherever; when it rejects, so do all. */
  readonly run: (job: J) => Promise<R>;
  readonly learn: (result: R) => void;
}

/** Begins jobs until they are over or nothing is left to do; their results, in the order in which they were begun. */
export async function inLag<J extends StretchOf, R>(jobs: LaggedJobs<J, R>): Promise<readonly R[]> {
  const { first, lag, arrivals } = jobs;
  const running: Promise<R>[] = [];
  let known = 0;
  const learn = async () => {
    jobs.learn(await arrivals.next());
    known++;
  };
  const issue = (job: J) => {
    const result = jobs.run(job);
    arrivals.add(job, result);
    running.push(result);
  };
  if (first) {
    issue(first);
    await learn();
  }
  const isOver = () => jobs.isOver(running.length);
  while (true) {
    while (known <= running.length - lag) await learn();
    const job = isOver() ? undefined : await jobs.choose(running.length);
    if (job && !isOver()) issue(job);
    else if (isOver() || known === running.length) break;
    else await learn();
  }
  return Promise.all(running);
}
