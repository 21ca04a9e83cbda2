/** brain.js: one example at a time, gradient descent with momentum; it has neither batches nor dropout. */
import brain from 'brain.js';
import { randomData, serve } from './serve.mjs';

const ROWS = 64;

await serve(async ({ sizes, seconds }) => {
  const { x, y } = randomData({ sizes, rows: ROWS });
  const network = new brain.NeuralNetwork({ hiddenLayers: sizes.slice(1, -1), activation: 'relu' });
  const examples = Array.from({ length: ROWS }, (_, row) => ({
    input: [...x.subarray(row * sizes[0], (row + 1) * sizes[0])],
    output: Array.from({ length: sizes.at(-1) }, (_, unit) =>
      sizes.at(-1) > 1 ? Number(y[row] === unit) : y[row],
    ),
  }));
  const start = performance.now();
  let samples = 0;
  while (samples === 0 || performance.now() - start < seconds * 1000) {
    network.train(examples, { iterations: 1, errorThresh: 1e-9, log: false });
    samples += ROWS;
  }
  return (1000 * samples) / (performance.now() - start);
});
