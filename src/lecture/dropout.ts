import { dense, dropout, type Network, sequential } from '../engine/network.js';
import { predictNetwork } from '../engine/predict-network.js';
import { trainNetwork } from '../engine/train-network.js';
import { sin } from '../util/elementary/cos-sin.js';
import { square } from '../util/elementary/square.js';
import { randomStream } from '../util/random.js';
import type { Chapter } from './chapter.js';
import { barPlot } from './plots.js';
import { denseInput, randomPoints, valuesOf } from './points.js';

const ROWS = 60;

/** A wide network on few noisy points, with and without dropout: what it makes of points it has not seen. */
export function dropoutChapter(): Chapter {
  const random = randomStream('lecture', 'dropout');
  const truth = (a: number, b: number) => sin(3 * a) + b;
  const seen = randomPoints(ROWS, random);
  const noisy = valuesOf(seen, truth).map((value) => value + 0.5 * random.normal());
  const fresh = randomPoints(500, random);
  const freshTruth = valuesOf(fresh, truth);
  const errors = (network: Network) => {
    const trained = trainNetwork(network, denseInput(seen), noisy, {
      random: randomStream('lecture', 'dropout', 'train'),
      learningRate: 0.01,
      batchSize: ROWS,
      epochs: 600,
    }).network;
    const on = (x: typeof seen, y: Float32Array) =>
      rootMean(predictNetwork(trained, denseInput(x)), y);
    return { training: on(seen, noisy), fresh: on(fresh, freshTruth) };
  };
  const without = errors(sequential([dense(128, 'relu'), dense(128, 'relu'), dense(1)]));
  const layers = [dense(128, 'relu'), dropout(0.4), dense(128, 'relu'), dropout(0.3), dense(1)];
  const withDropout = errors(sequential(layers));
  return {
    title: 'Dropout: a network of 128 + 128 neurons on 60 noisy points (RMSE)',
    lines: barPlot([
      { name: 'without, training points', value: without.training },
      { name: 'with, training points', value: withDropout.training },
      { name: 'without, fresh points', value: without.fresh },
      { name: 'with, fresh points', value: withDropout.fresh },
    ]),
    facts: { without: without.fresh, with: withDropout.fresh },
  };
}

function rootMean(predictions: Float32Array, y: Float32Array): number {
  const squares = predictions.map((value, row) => square(value - (y[row] as number)));
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / y.length);
}
