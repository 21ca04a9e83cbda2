import type { Executor, FoldResult, Job, JobOutcome } from '../../src/trial/job.js';
import { randomStream } from '../../src/util/random.js';
import type { VirtualClock } from './virtual-clock.js';

/** What machines are like; times in seconds. */
export interface Machines {
  readonly workers: number;
  /** The median time of a fold, whose logarithm has this deviation. */
  readonly fold: number;
  readonly spread: number;
  /** The share of folds that take so many times as long. */
  readonly stragglers: number;
  readonly slowness: number;
  /** The share of folds in which their worker dies. */
  readonly deaths: number;
  /** Until a dead worker's job runs elsewhere, and until the worker is back. */
  readonly noticed: number;
  readonly restart: number;
  /** One way to the queue, in the mean. */
  readonly delay: number;
  /** What the queue, which does one thing at a time, takes to hand out a job and take its answer. */
  readonly broker: number;
}

/** Workers that only wait, and answer what a fold of this quality would. */
export interface SimulatedWorkers extends Executor {
  /** Seconds that all workers together have worked until now. */
  busy(): number;
  /** Jobs that died with their worker. */
  lost(): number;
}

interface Waiting {
  readonly job: Job;
  readonly number: number;
  readonly attempt: number;
  readonly answer: (outcome: JobOutcome) => void;
}

/** What jobs are about. */
export interface SimulatedWork {
  /** The share of a fold's whole training that a job has to do. */
  shareOf(job: Job): number;
  answer(job: Job, seconds: number): FoldResult;
}

/** Times are drawn by the job's number, whatever worker takes it. */
export function createSimulatedWorkers(
  machines: Machines,
  clock: VirtualClock,
  work: SimulatedWork,
): SimulatedWorkers {
  const waiting: Waiting[] = [];
  let free = machines.workers;
  let [jobs, lost, brokerFree] = [0, 0, 0];
  const tally = createTally(clock);
  const throughBroker = (delay: number, call: () => void) => {
    const arrived = clock.now() + delay;
    brokerFree = Math.max(brokerFree, arrived) + machines.broker;
    clock.after(brokerFree - clock.now(), call);
  };
  const back = () => {
    free++;
    deal();
  };
  const begin = (own: Waiting) => {
    const random = randomStream('scale', own.number, own.attempt);
    const delay = () => -machines.delay * Math.log(1 - random.next());
    const isSlow = random.next() < machines.stragglers;
    const drawn = machines.fold * Math.exp(machines.spread * random.normal());
    const seconds = work.shareOf(own.job) * drawn * (isSlow ? machines.slowness : 1);
    const dies = random.next() < machines.deaths;
    const worked = dies ? seconds * random.next() : seconds;
    throughBroker(delay(), () => {
      tally.count(1);
      clock.after(worked, () => {
        tally.count(-1);
        if (!dies) {
          throughBroker(delay(), () => own.answer(work.answer(own.job, seconds)));
          back();
          return;
        }
        lost++;
        clock.after(machines.noticed, () => {
          waiting.unshift({ ...own, attempt: own.attempt + 1 });
          deal();
        });
        clock.after(machines.restart, back);
      });
    });
  };
  const deal = () => {
    while (free > 0 && waiting.length > 0) {
      free--;
      begin(waiting.shift() as Waiting);
    }
  };
  return {
    workers: machines.workers,
    run(job) {
      return new Promise((answer) => {
        waiting.push({ job, number: jobs++, attempt: 0, answer });
        deal();
      });
    },
    close: async () => {},
    busy: tally.busy,
    lost: () => lost,
  };
}

/** Sums the time of those that work. */
function createTally(clock: VirtualClock) {
  let [working, busy, since] = [0, 0, 0];
  const busyUntilNow = () => {
    busy += working * (clock.now() - since);
    since = clock.now();
    return busy;
  };
  return {
    busy: busyUntilNow,
    count(step: number) {
      busyUntilNow();
      working += step;
    },
  };
}
