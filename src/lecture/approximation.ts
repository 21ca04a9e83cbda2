import { dense, sequential } from '../engine/network.js';
import { trainNetwork } from '../engine/train-network.js';
import { countOf } from '../util/count-of.js';
import { sin } from '../util/elementary/cos-sin.js';
import { randomStream } from '../util/random.js';
import type { Chapter } from './chapter.js';
import { barPlot } from './plots.js';
import { denseInput, randomPoints, valuesOf } from './points.js';

const WIDTHS = [1, 2, 4, 8, 16, 32, 64];

/** One hidden layer that grows: sums of functions of one variable come near any function of two. */
export function approximationChapter(): Chapter {
  const points = randomPoints(500, randomStream('lecture', 'approximation'));
  const y = valuesOf(points, (a, b) => sin(4 * (a * a + b * b)));
  const bars = WIDTHS.map((width) => {
    const network = sequential([dense(width, 'tanh'), dense(1)]);
    const { costs } = trainNetwork(network, denseInput(points), y, {
      random: randomStream('lecture', 'approximation', width),
      learningRate: 0.01,
      schedule: { kind: 'cosine' },
      batchSize: 100,
      epochs: 2000,
    });
    return { name: countOf(width, 'neuron'), value: Math.sqrt(costs.at(-1) ?? Number.NaN) };
  });
  const facts = Object.fromEntries(bars.map(({ name, value }) => [name, value]));
  return {
    title: 'One hidden layer of growing width, for sin(4(x² + y²)) (RMSE)',
    lines: barPlot(bars),
    facts,
  };
}
