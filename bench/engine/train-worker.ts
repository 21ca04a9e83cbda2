import { parentPort, workerData } from 'node:worker_threads';
import { createKernels } from '../../src/engine/kernels/create-kernels.js';
import { ourContender } from './ours.js';
import { DROPOUT, type Shape } from './shapes.js';

const contender = ourContender('worker', createKernels('auto'));
parentPort?.on('message', async (seconds: number) => {
  parentPort?.postMessage(await contender.measure(workerData as Shape, DROPOUT, seconds));
});
parentPort?.postMessage(0);
