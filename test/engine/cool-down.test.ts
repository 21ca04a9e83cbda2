import { expect, test } from 'vitest';
import { createCoolDown } from '../../src/engine/cool-down.js';
import { dense, sequential } from '../../src/engine/network.js';
import { trainNetwork } from '../../src/engine/train-network.js';
import { randomStream } from '../../src/util/random.js';

/** Costs of so many epochs, each lower than the one before. */
function falling(epochs: number): number[] {
  return Array.from({ length: epochs }, (_, i) => 1 / (i + 1));
}

test('the rate falls along half a cosine, over a third of the epochs before', () => {
  const coolDown = createCoolDown({ patience: 4 }, null, 0, 100);
  for (let epoch = 1; epoch <= 27; epoch++) {
    expect(coolDown.factor(0.5)).toBe(1);
    expect(coolDown.isOver(falling(epoch), Math.min(epoch, 24))).toBe(false);
  }
  expect(coolDown.isOver(falling(28), 24)).toBe(false);
  expect(coolDown.begunAfter()).toBe(28);
  // Ten epochs: a third of 28, rounded up.
  expect(coolDown.factor(0)).toBe(1);
  for (let epoch = 29; epoch < 38; epoch++) {
    expect(coolDown.isOver(falling(epoch), 30)).toBe(false);
    expect(coolDown.factor(0)).toBeCloseTo(0.5 * (1 + Math.cos((Math.PI * (epoch - 28)) / 10)), 12);
  }
  expect(coolDown.isOver(falling(38), 30)).toBe(true);
});

test('one that is to be in time begins while scores still get better, and ends with the last epoch', () => {
  const coolDown = createCoolDown({ patience: 4, inTime: true }, null, 0, 20);
  for (let epoch = 1; epoch < 20; epoch++) {
    expect(coolDown.isOver(falling(epoch), epoch)).toBe(false);
    expect(coolDown.factor(0) < 1).toBe(epoch > 15);
  }
  expect(coolDown.begunAfter()).toBe(15);
  expect(coolDown.isOver(falling(20), 20)).toBe(true);
  expect(coolDown.hasConverged()).toBe(false);
});

test('it begins too when the cost has all but stopped falling, which counts as convergence', () => {
  const options = { patience: 3, leastFall: 0.01, inTime: true };
  const coolDown = createCoolDown(options, null, 0, 100);
  const costs = [1, 0.5, 0.2, 0.1, 0.0999, 0.1, 0.0998];
  for (let epoch = 1; epoch <= 6; epoch++) {
    coolDown.isOver(costs.slice(0, epoch), epoch);
    expect(coolDown.begunAfter()).toBeNull();
  }
  expect(coolDown.isOver(costs, 7)).toBe(false);
  expect(coolDown.begunAfter()).toBe(7);
  expect(coolDown.hasConverged()).toBe(false);
  const longer = (epoch: number) => [...costs, ...new Array<number>(epoch - 7).fill(0.0998)];
  for (let epoch = 8; epoch < 12; epoch++) {
    expect(coolDown.isOver(longer(epoch), epoch)).toBe(false);
  }
  expect(coolDown.isOver(longer(12), 12)).toBe(true);
  expect(coolDown.hasConverged()).toBe(true);
});

test('a single epoch cools down within itself', () => {
  const coolDown = createCoolDown({ patience: 4, inTime: true }, null, 0, 1);
  expect(coolDown.factor(0.5)).toBeCloseTo(0.5, 12);
});

test('one that had begun goes on where it was', () => {
  const whole = createCoolDown({ patience: 1 }, null, 0, 100);
  for (let epoch = 1; epoch <= 8; epoch++) whole.isOver(falling(epoch), Math.min(epoch, 5));
  const resumed = createCoolDown({ patience: 1 }, whole.begunAfter(), 8, 100);
  expect(resumed.factor(0.25)).toBe(whole.factor(0.25));
});

test('a short training still has five epochs to cool down, and then ends', () => {
  const x = { rows: 4, columns: 1, data: Float32Array.of(1, 2, 3, 4) };
  const scores = [3, 1, 1];
  let asked = 0;
  const { epochs, bestEpoch } = trainNetwork(
    sequential([dense(1)]),
    { rows: 4, dense: x, sparse: undefined },
    Float32Array.of(1, 2, 3, 4),
    {
      random: randomStream('cool'),
      epochs: 100,
      coolDown: { patience: 2 },
      validation: {
        x: { rows: 4, dense: x, sparse: undefined },
        score: () => scores[asked++] ?? 0,
      },
    },
  );
  // The best is the first; two epochs bring nothing; five follow.
  expect({ epochs, bestEpoch }).toEqual({ epochs: 8, bestEpoch: 1 });
});
