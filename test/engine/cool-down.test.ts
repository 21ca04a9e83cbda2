import { expect, test } from 'vitest';
import { createCoolDown } from '../../src/engine/cool-down.js';
import { dense, sequential } from '../../src/engine/network.js';
import { trainNetwork } from '../../src/engine/train-network.js';
import { randomStream } from '../../src/util/random.js';

test('the rate falls along half a cosine, over a third of the epochs before', () => {
  const coolDown = createCoolDown({ patience: 4 }, null, 0);
  for (let epoch = 1; epoch <= 27; epoch++) {
    expect(coolDown.factor(0.5)).toBe(1);
    expect(coolDown.isOver(epoch, Math.min(epoch, 24))).toBe(false);
  }
  expect(coolDown.isOver(28, 24)).toBe(false);
  expect(coolDown.begunAfter()).toBe(28);
  // Ten epochs: a third of 28, rounded up.
  expect(coolDown.factor(0)).toBe(1);
  for (let epoch = 29; epoch < 38; epoch++) {
    expect(coolDown.isOver(epoch, 30)).toBe(false);
    expect(coolDown.factor(0)).toBeCloseTo(0.5 * (1 + Math.cos((Math.PI * (epoch - 28)) / 10)), 12);
  }
  expect(coolDown.isOver(38, 30)).toBe(true);
});

test('one that had begun goes on where it was', () => {
  const whole = createCoolDown({ patience: 1 }, null, 0);
  for (let epoch = 1; epoch <= 8; epoch++) whole.isOver(epoch, Math.min(epoch, 5));
  const resumed = createCoolDown({ patience: 1 }, whole.begunAfter(), 8);
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
