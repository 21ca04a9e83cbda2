import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Job, JobOutcome } from '../../src/trial/job.js';
import { againAlone } from '../../src/workers/again-alone.js';

const job = (trial: number): Job => ({
  ...{ kind: 'trial', trial, fold: 0 },
  config: { family: 'mlp', params: {} },
});
const stopped: JobOutcome = { kind: 'stopped' };
const lack: JobOutcome = { kind: 'failed', reason: 'memory is not enough: no room' };

/** Jobs that are answered when it is said how; what began and ended, in order. */
function byHand() {
  const events: string[] = [];
  const answers = new Map<string, (outcome: JobOutcome) => void>();
  const run = againAlone(async ({ trial }) => {
    events.push(`begun ${trial}`);
    const outcome = await new Promise<JobOutcome>((resolve) => answers.set(`${trial}`, resolve));
    events.push(`ended ${trial}`);
    return outcome;
  });
  const answer = async (trial: number, outcome: JobOutcome) => {
    answers.get(`${trial}`)?.(outcome);
    await setImmediate();
  };
  return { run, events, answer };
}

test('a job that found no memory runs again when others have ended, and before others begin', async () => {
  const { run, events, answer } = byHand();
  const jobs = [run(job(1)), run(job(2)), run(job(3))];
  await setImmediate();
  await answer(1, lack);
  const late = run(job(4));
  await answer(2, stopped);
  expect(events.at(-1)).toBe('ended 2');
  await answer(3, stopped);
  expect(events.at(-1)).toBe('begun 1');
  await answer(1, { kind: 'failed', reason: 'another' });
  expect(events.slice(-2)).toEqual(['ended 1', 'begun 4']);
  await answer(4, stopped);
  const outcomes = await Promise.all([...jobs, late]);
  expect(outcomes).toEqual([{ kind: 'failed', reason: 'another' }, stopped, stopped, stopped]);
});

test('two that found none run one after the other, each a second time alone', async () => {
  const { run, events, answer } = byHand();
  const jobs = [run(job(1)), run(job(2))];
  await setImmediate();
  await answer(2, lack);
  await answer(1, lack);
  await answer(2, stopped);
  await answer(1, lack);
  expect(await Promise.all(jobs)).toEqual([lack, stopped]);
  expect(events.slice(4)).toEqual(['begun 2', 'ended 2', 'begun 1', 'ended 1']);
});

test('a job that failed otherwise is not run again', async () => {
  const { run, events, answer } = byHand();
  const failed: JobOutcome = { kind: 'failed', reason: 'the worker died' };
  const own = run(job(1));
  await setImmediate();
  await answer(1, failed);
  expect(await own).toEqual(failed);
  expect(events).toEqual(['begun 1', 'ended 1']);
});

test('a job that ends with an error holds up nobody', async () => {
  const ends = [async () => lack, () => Promise.reject(new Error('died')), async () => stopped];
  const run = againAlone(() => ends.shift()?.() ?? Promise.resolve(stopped));
  const [first, second] = [run(job(1)), run(job(2))];
  await expect(second).rejects.toThrow('died');
  expect(await first).toEqual(stopped);
  expect(await run(job(3))).toEqual(stopped);
});
