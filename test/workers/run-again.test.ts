import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createRunAgain } from '../../src/workers/run-again.js';

/** A run that dies so often before it gives its number. */
function dying(deaths: number, code?: string) {
  let runs = 0;
  const run = async () => {
    if (++runs <= deaths) throw Object.assign(new Error(`death ${runs}`), { code });
    return runs;
  };
  return { run, runs: () => runs };
}

test('a job whose worker dies is run once more', async () => {
  const runAgain = createRunAgain(() => false);
  expect(await runAgain(dying(0).run)).toBe(1);
  expect(await runAgain(dying(1).run)).toBe(2);
});

test('a job that kills its workers again and again ends with the last death', async () => {
  const { run, runs } = dying(9);
  await expect(createRunAgain(() => false)(run)).rejects.toThrow('death 2');
  expect(runs()).toBe(2);
});

test('nothing is run again once all is over', async () => {
  const { run, runs } = dying(1);
  await expect(createRunAgain(() => true)(run)).rejects.toThrow('death 1');
  expect(runs()).toBe(1);
});

test.each(['EMFILE', 'ERR_MODULE_NOT_FOUND'])(
  'a job whose worker could open no files (%s) is run each time that another one ends, until a worker takes it',
  async (code) => {
    const runAgain = createRunAgain(() => false);
    const ends: (() => void)[] = [];
    const held = () => new Promise<void>((resolve) => void ends.push(resolve));
    const others = [1, 2, 3, 4].map(() => runAgain(held));
    const { run, runs } = dying(3, code);
    const job = runAgain(run);
    for (const [place, end] of ends.entries()) {
      await setImmediate();
      expect(runs()).toBe(Math.min(4, place + 1));
      end();
    }
    expect(await job).toBe(4);
    await Promise.all(others);
  },
);

test('a worker that can open no files while none runs ends its job, however many there are', async () => {
  const runAgain = createRunAgain(() => false);
  const jobs = [1, 2, 3].map(() => runAgain(dying(100, 'EMFILE').run));
  const ends = await Promise.allSettled(jobs);
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
});
