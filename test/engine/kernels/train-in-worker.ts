/** Trains each problem on the build that it is told and posts the parameters. */
import { parentPort, workerData } from 'node:worker_threads';
import { simdKernels } from './kernels-under-test.js';
import { problems, trainOn } from './training-problem.js';

const { build, epochs } = workerData as { build: 'simd' | 'simd-relaxed'; epochs: number };
parentPort?.postMessage(
  problems.map((problem) => trainOn(simdKernels(build), problem, epochs).network.parameters),
);
