import { dense, sequential } from '../engine/network.js';
import { trainNetwork } from '../engine/train-network.js';
import { randomStream } from '../util/random.js';
import type { Chapter } from './chapter.js';
import { linePlot } from './plots.js';
import { denseInput, randomPoints, valuesOf } from './points.js';

const RATES = [
  { mark: '.', name: 'η = 0.02, too small', rate: 0.02 },
  { mark: '*', name: 'η = 0.5', rate: 0.5 },
  { mark: '!', name: 'η = 1.1, too big', rate: 1.1 },
];

/** Linear regression by gradient descent with three learning rates. */
export function learningRateChapter(): Chapter {
  const points = randomPoints(100, randomStream('lecture', 'rates'));
  const y = valuesOf(points, (a, b) => 2 * a - b + 1);
  const series = RATES.map(({ mark, name, rate }) => {
    const { costs } = trainNetwork(sequential([dense(1)]), denseInput(points), y, {
      random: randomStream('lecture', 'rates', 'start'),
      optimizer: { kind: 'sgd', momentum: 0 },
      learningRate: rate,
      batchSize: points.rows,
      epochs: 40,
    });
    return { mark, name, values: costs };
  });
  const [small, good, big] = series.map(({ values }) => values.at(-1) ?? Number.NaN);
  return {
    title: 'The learning rate: w ← w − η·∂C/∂w',
    lines: linePlot(series, 'log'),
    facts: { small: small ?? Number.NaN, good: good ?? Number.NaN, big: big ?? Number.NaN },
  };
}
