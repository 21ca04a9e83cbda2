import {
  backPropagation,
  classicError,
  classicForward,
  classicNetwork,
} from '../engine/classic/back-propagation.js';
import { randomStream } from '../util/random.js';
import type { Chapter } from './chapter.js';
import { linePlot } from './plots.js';

const EXAMPLES = [
  { inputs: [0, 0], targets: [0] },
  { inputs: [0, 1], targets: [1] },
  { inputs: [1, 0], targets: [1] },
  { inputs: [1, 1], targets: [0] },
];

/** XOR, which no single neuron learns, by BackPropagation(η = 2, α = 0.5) with three hidden units. */
export function xorChapter(): Chapter {
  const errorOf = (of: ReturnType<typeof classicNetwork>) =>
    EXAMPLES.reduce((sum, example) => sum + classicError(of, example), 0);
  let network = classicNetwork([2, 3, 1], randomStream('lecture', 'xor'));
  const errors = [errorOf(network)];
  for (let part = 0; part < 100; part++) {
    const options = { learningRate: 2, momentum: 0.5, steps: 200 };
    network = backPropagation(network, EXAMPLES, options);
    errors.push(errorOf(network));
  }
  const answers = EXAMPLES.map(({ inputs }) => classicForward(network, inputs).at(-1)?.[0] ?? 0);
  const shown = EXAMPLES.map(
    ({ inputs: [a, b] }, i) => `${a} xor ${b} = ${(answers[i] ?? 0).toFixed(2)}`,
  );
  return {
    title: 'XOR by back-propagation: Δw(n) = α·Δw(n−1) + (1−α)·η·δ·o',
    lines: [
      ...linePlot([{ mark: '*', name: '½ Σ (t − o)² over 20,000 steps', values: errors }]),
      shown.join('   '),
    ],
    facts: { first: errors[0] ?? Number.NaN, last: errors.at(-1) ?? Number.NaN },
  };
}
