import { expect, test } from 'vitest';
import type { TrialJob } from '../../../src/trial/job.js';
import { createDispatcher } from '../../../src/workers/redis/dispatcher.js';
import { createLocalSeats } from '../../../src/workers/redis/local-seats.js';
import type { Task } from '../../../src/workers/redis/remote-entry.js';
import type { RemoteJobs } from '../../../src/workers/redis/remote-jobs.js';
import { createTally } from '../../../src/workers/redis/tally.js';

const job: TrialJob = {
  kind: 'trial',
  trial: 1,
  fold: 0,
  config: { family: 'linear', params: {} },
};

/** Jobs that workers have, and never end. */
function silentWorkers() {
  const sent: Task[] = [];
  const late: Task[] = [];
  const remote: RemoteJobs = {
    get size() {
      return sent.length;
    },
    send: (task) => void sent.push(task),
    takeBack: async () => undefined,
    overdue: () => late.pop(),
    look: async () => {},
    renew: async () => {},
    stop() {},
    close: async () => {},
  };
  return { remote, sent, late };
}

test('a job that a worker holds for far too long is trained here, also where no thread was asked for', async () => {
  const { remote, sent, late } = silentWorkers();
  const started: number[] = [];
  const local = createLocalSeats({
    workers: 0,
    start(workers) {
      started.push(workers);
      const run = async () => ({ kind: 'failed', reason: 'it was here' }) as const;
      return { workers, run, close: async () => {} };
    },
    machine: 'here',
    tally: createTally(),
    isAlone: () => false,
  });
  const dispatcher = createDispatcher({
    local,
    remote,
    seats: () => 1,
    outage: { lasts: () => 0, end() {} },
    isRefused: () => false,
    stopWorkers() {},
  });
  const outcome = dispatcher.run(job);
  expect(sent.map((task) => task.job)).toEqual([job]);
  expect(started).toEqual([]);
  late.push(...sent);
  dispatcher.pump();
  expect(await outcome).toEqual({ kind: 'failed', reason: 'it was here' });
  expect(started).toEqual([1]);
  dispatcher.close();
});
