import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { builds, simdKernels } from './kernels-under-test.js';
import { problems, trainOn } from './training-problem.js';

const EPOCHS = 5;
const SCRIPT = new URL('./train-in-worker.ts', import.meta.url).href;
/** A worker does not inherit what teaches the main thread to import TypeScript. */
const BOOT = `import('tsx/esm/api').then(({ tsImport }) => tsImport('${SCRIPT}', '${SCRIPT}'));`;

it.each(builds)(
  '%s gives the same bits in a worker thread as in the main thread',
  async (build) => {
    const here = problems.map((problem) => trainOn(simdKernels(build), problem, EPOCHS));
    const worker = new Worker(BOOT, { eval: true, workerData: { build, epochs: EPOCHS } });
    const [there] = (await once(worker, 'message')) as [Float32Array[]];
    expect(there).toEqual(here.map(({ network }) => network.parameters));
  },
);
