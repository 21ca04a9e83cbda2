import { expect, test } from 'vitest';
import type { Job, JobOutcome } from '../../../src/trial/job.js';
import type { RemoteListener, RemotePlace } from '../../../src/workers/redis/remote-entry.js';
import { createRemoteJobs } from '../../../src/workers/redis/remote-jobs.js';

test('a job that there is no memory to send counts no more once it has failed: another can have its place', async () => {
  const context = { sha256: 'x' };
  const place = { context, openQueue: () => ({}) } as unknown as RemotePlace;
  const jobs = createRemoteJobs(place, {} as unknown as RemoteListener);
  const job = {
    kind: 'trial',
    get from(): never {
      throw new RangeError('Array buffer allocation failed');
    },
  } as unknown as Job;
  const ended = await new Promise<readonly [JobOutcome, number]>((resolve) => {
    jobs.send({ job, isOver: false, end: (outcome) => resolve([outcome, jobs.size]) });
    expect(jobs.size).toBe(1);
  });
  expect(ended).toMatchObject([{ kind: 'failed' }, 0]);
});
