import { mistakeBound, trainPerceptron } from '../engine/classic/perceptron.js';
import { randomStream } from '../util/random.js';
import type { Chapter } from './chapter.js';
import { planePlot } from './plots.js';
import { randomPoints, valuesOf } from './points.js';

/** Rosenblatt's perceptron on points that the line y = x + 0.2 separates. */
export function perceptronChapter(): Chapter {
  const all = randomPoints(80, randomStream('lecture', 'perceptron'));
  const side = (x: number, y: number) => y - x - 0.2;
  const clear = [...valuesOf(all, side).entries()].filter(([, d]) => Math.abs(d) > 0.1);
  const rows = clear.map(([row]) => row);
  const data = Float32Array.from(
    rows.flatMap((row) => [...all.data.subarray(2 * row, 2 * row + 2)]),
  );
  const x = { rows: rows.length, columns: 2, data };
  const y = valuesOf(x, (a, b) => Math.sign(side(a, b)));
  const { perceptron, converged, epochs, mistakes } = trainPerceptron(x, y, { epochs: 1000 });
  const [w1 = 0, w2 = 0] = perceptron.weights;
  const separating = { kind: 'perceptron', weights: Float64Array.of(-1, 1), bias: -0.2 } as const;
  const bound = mistakeBound(x, y, separating);
  const points = rows.map((_, i) => ({
    x: data[2 * i] as number,
    y: data[2 * i + 1] as number,
    mark: y[i] === 1 ? '+' : 'o',
  }));
  return {
    title: "Rosenblatt's perceptron: w ← w + η·y·x after each mistake",
    lines: [
      ...planePlot((a, b) => w1 * a + w2 * b + perceptron.bias > 0, points),
      `${converged ? 'Converged' : 'Not converged'} after ${epochs} passes and ${mistakes} mistakes;`,
      `Novikoff's bound for these points is ${Math.floor(bound)}.`,
    ],
    facts: { converged: Number(converged), mistakes, bound },
  };
}
