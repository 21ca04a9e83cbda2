import type { Job, JobOutcome } from '../../trial/job.js';
import { isBaseline, type LocalSeats } from './local-seats.js';
import type { Outage } from './outage.js';
import type { Task } from './remote-entry.js';
import type { RemoteJobs } from './remote-jobs.js';

/** So many more jobs than seats are sent, so that no worker waits for the next one. */
const AHEAD = 0.25;
/** Milliseconds without Redis behind which what is there is run here as well; at once where it takes nothing. */
const GIVE_UP_MS = 5000;
/** Milliseconds that workers have to end with what they have. */
const STOP_MS = 1000;

export interface DispatchOptions {
  readonly local: LocalSeats;
  readonly remote: RemoteJobs;
  /** Jobs that workers would run at once. */
  readonly seats: () => number;
  readonly outage: Outage;
  /** Whether Redis answers, and refuses what workers need. */
  readonly isRefused: () => boolean;
  /** Tells workers to end with what they have. */
  readonly stopWorkers: () => void;
}

/** Deals jobs out to threads here and to workers elsewhere, in the order of the calls. */
export interface Dispatcher {
  run(job: Job): Promise<JobOutcome>;
  /** Looks whether somebody can take what waits. */
  pump(): void;
  /** Ends what waits as stopped, and what runs with what it has. */
  stop(): void;
  close(): void;
}

export function createDispatcher(options: DispatchOptions): Dispatcher {
  const { local, remote, seats, outage } = options;
  const waiting: Task[] = [];
  let state: 'open' | 'stopping' | 'closed' = 'open';
  let isTakingBack = false;
  let timer: NodeJS.Timeout | undefined;
  const canSend = () => outage.lasts() === 0 && !options.isRefused();
  const room = () => (canSend() ? Math.ceil((1 + AHEAD) * seats()) : 0);
  const next = (isRoom: boolean) => (isRoom ? waiting.shift() : undefined);
  const pump = () => {
    for (let task = next(local.free() > 0); task; task = next(local.free() > 0)) local.run(task);
    for (let task = next(remote.size < room()); task; task = next(remote.size < room())) {
      remote.send(task);
    }
    void takeBack();
  };
  const isAway = () => outage.lasts() > GIVE_UP_MS || options.isRefused();
  /** Where nothing waits here, what waits elsewhere is taken, or what is overdue there is run as well. */
  const takeBack = async () => {
    const wants = local.canHelp() && remote.size > 0 && state === 'open';
    if (!wants || isTakingBack) return;
    isTakingBack = true;
    const task = local.free() > 0 ? await remote.takeBack(isAway()) : undefined;
    isTakingBack = false;
    if (task) {
      waiting.unshift(task);
      pump();
    } else if (state === 'open' && local.canHelp()) {
      const late = remote.overdue(local.free() > 0);
      if (late) local.run(late);
    }
  };
  const stopWaiting = () => {
    for (const task of waiting.splice(0)) task.end({ kind: 'stopped' });
  };
  return {
    pump,
    run(job) {
      const isStopped = state === 'closed' || (state === 'stopping' && !isBaseline(job));
      if (isStopped) return Promise.resolve({ kind: 'stopped' });
      return new Promise((resolve) => {
        const task = createTask(job, resolve, pump);
        if (isBaseline(job)) local.run(task);
        else waiting.push(task);
        pump();
      });
    },
    stop() {
      if (state !== 'open') return;
      state = 'stopping';
      options.stopWorkers();
      stopWaiting();
      remote.stop('waiting');
      timer = setTimeout(() => remote.stop('all'), STOP_MS);
    },
    close() {
      state = 'closed';
      clearTimeout(timer);
      stopWaiting();
      remote.stop('all');
    },
  };
}

/** A job whose first outcome counts. */
function createTask(job: Job, resolve: (outcome: JobOutcome) => void, onEnd: () => void): Task {
  const task: Task = {
    job,
    isOver: false,
    end(outcome) {
      if (task.isOver) return;
      task.isOver = true;
      resolve(outcome);
      onEnd();
    },
  };
  return task;
}
