import { expect, test } from 'vitest';
import { arrivalsAsBegun, arrivalsAsTheyCome } from '../../src/search/arrivals.js';
import type { Trial } from '../../src/trial/trial.js';
import { trialRecord } from '../fixtures/kept-trial.js';

const stretch = (trial: number) => ({ trial, rung: 0 });

test('as begun, the first one is waited for', async () => {
  const arrivals = arrivalsAsBegun();
  arrivals.add(stretch(1), new Promise<Trial>((come) => void setImmediate(come, trialRecord(1))));
  arrivals.add(stretch(2), Promise.resolve(trialRecord(2)));
  expect((await arrivals.next()).number).toBe(1);
  expect((await arrivals.next()).number).toBe(2);
});

test('those on record count in their order, though one before them is not begun yet', async () => {
  const arrivals = arrivalsAsTheyCome([stretch(5), stretch(2), stretch(1)]);
  for (const trial of [1, 2, 3]) arrivals.add(stretch(trial), Promise.resolve(trialRecord(trial)));
  expect((await arrivals.next()).number).toBe(2);
  expect((await arrivals.next()).number).toBe(1);
  arrivals.add(stretch(5), Promise.resolve(trialRecord(5)));
  expect((await arrivals.next()).number).toBe(5);
  expect((await arrivals.next()).number).toBe(3);
});
