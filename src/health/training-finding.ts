import { dense, sequential } from '../engine/network.js';
import { trainNetwork } from '../engine/train-network.js';
import { now } from '../util/clock.js';
import { square } from '../util/elementary/square.js';
import { errorMessage } from '../util/errors.js';
import { randomStream } from '../util/random.js';
import type { Finding } from './diagnosis.js';

const ROWS = 512;
const WIDTHS = { inputs: 64, hidden: 256 };
/** Multiplications and additions of one pass over all rows: forward, and twice that backward. */
const OPERATIONS =
  6 * ROWS * (WIDTHS.inputs * WIDTHS.hidden + square(WIDTHS.hidden) + WIDTHS.hidden);
const SECONDS = 0.2;
const MOST_PASSES = 100;

/** Trains a small network for a moment by the kernels that are taken by themselves. */
export function trainingFinding(kernels: string): Finding {
  const name = 'training';
  try {
    const train = smallTraining();
    train();
    const begun = now();
    let [passes, seconds] = [0, 0];
    while (seconds < SECONDS && passes < MOST_PASSES) {
      train();
      passes++;
      seconds = (now() - begun) / 1000;
    }
    const speed = (passes * OPERATIONS) / seconds;
    const found = `${(speed / 1e9).toFixed(1)} GFLOP/s in one thread (${kernels} kernels)`;
    return { name, status: 'ok', found, figures: { operationsPerSecond: speed } };
  } catch (thrown) {
    const found = `a small network cannot be trained: ${errorMessage(thrown)}`;
    const advice = 'See what is said of WebAssembly and memory above.';
    return { name, status: 'fail', found, advice };
  }
}

function smallTraining(): () => void {
  const { inputs, hidden } = WIDTHS;
  const network = sequential([dense(hidden, 'relu'), dense(hidden, 'relu'), dense(1, 'linear')]);
  const random = randomStream(0, 'doctor');
  const data = Float32Array.from({ length: ROWS * inputs }, () => random.normal());
  const x = { rows: ROWS, dense: { rows: ROWS, columns: inputs, data }, sparse: undefined };
  const y = Float32Array.from({ length: ROWS }, () => random.normal());
  return () => void trainNetwork(network, x, y, { random: randomStream(0, 'doctor'), epochs: 1 });
}
