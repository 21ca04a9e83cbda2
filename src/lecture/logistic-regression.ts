import { dense, sequential } from '../engine/network.js';
import { predictNetwork } from '../engine/predict-network.js';
import { trainNetwork } from '../engine/train-network.js';
import { randomStream } from '../util/random.js';
import type { Chapter } from './chapter.js';
import { linePlot } from './plots.js';
import { denseInput, twoClouds } from './points.js';

/** One sigmoid neuron with binary cross-entropy on two clouds that overlap. */
export function logisticChapter(): Chapter {
  const random = randomStream('lecture', 'logistic');
  const x = denseInput(twoClouds(120, 0.25, random));
  const y = Float32Array.from({ length: x.rows }, (_, row) => row % 2);
  const { network, costs } = trainNetwork(sequential([dense(1, 'sigmoid')]), x, y, {
    random,
    optimizer: { kind: 'sgd', momentum: 0 },
    learningRate: 0.5,
    batchSize: x.rows,
    epochs: 100,
  });
  const chances = predictNetwork(network, x);
  const right = chances.filter((chance, row) => Math.round(chance) === y[row]).length;
  const accuracy = right / x.rows;
  return {
    title: 'Logistic regression: one sigmoid neuron, gradient descent on cross-entropy',
    lines: [
      ...linePlot([{ mark: '*', name: 'cost over 100 steps', values: costs }]),
      `${Math.round(accuracy * 100)} % of the points are on the right side.`,
    ],
    facts: { first: costs[0] ?? Number.NaN, last: costs.at(-1) ?? Number.NaN, accuracy },
  };
}
