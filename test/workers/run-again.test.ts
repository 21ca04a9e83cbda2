import { expect, test } from 'vitest';
import { runAgain } from '../../src/workers/run-again.js';

/** A run that dies so often before it gives its number. */
function dying(deaths: number) {
  let runs = 0;
  const run = async () => {
    if (++runs <= deaths) throw new Error(`death ${runs}`);
    return runs;
  };
  return { run, runs: () => runs };
}

test('a job whose worker dies is run once more', async () => {
  expect(await runAgain(dying(0).run, () => false)).toBe(1);
  expect(await runAgain(dying(1).run, () => false)).toBe(2);
});

test('a job that kills its workers again and again ends with the last death', async () => {
  const { run, runs } = dying(9);
  await expect(runAgain(run, () => false)).rejects.toThrow('death 2');
  expect(runs()).toBe(2);
});

test('nothing is run again once all is over', async () => {
  const { run, runs } = dying(1);
  await expect(runAgain(run, () => true)).rejects.toThrow('death 1');
  expect(runs()).toBe(1);
});
