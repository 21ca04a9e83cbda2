import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Shape } from './shapes.js';

/** How much more two worker threads train at once than one alone, medians of interleaved rounds. */
export async function measureTwoWorkers(
  shape: Shape,
  rounds: number,
  seconds: number,
): Promise<number> {
  const workers = await Promise.all([startWorker(shape), startWorker(shape)]);
  const [first] = workers;
  const ratios: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const alone = (await first?.train(seconds)) ?? Number.NaN;
    const both = await Promise.all(workers.map((worker) => worker.train(seconds)));
    // The first round warms up.
    if (round > 0) ratios.push(both.reduce((sum, speed) => sum + speed, 0) / alone);
  }
  await Promise.all(workers.map((worker) => worker.close()));
  return ratios.toSorted((a, b) => a - b)[ratios.length >> 1] ?? Number.NaN;
}

interface TrainWorker {
  /** Samples a second. */
  train(seconds: number): Promise<number>;
  close(): Promise<number>;
}

function startWorker(shape: Shape): Promise<TrainWorker> {
  const source = JSON.stringify(new URL('./train-worker.ts', import.meta.url).href);
  // Node 20 does not hand tsx on to threads.
  const start = `import('tsx/esm/api').then(({ register }) => { register(); return import(${source}); })`;
  const worker = new Worker(start, { eval: true, workerData: shape });
  const answer = async () => {
    const [speed] = (await once(worker, 'message')) as [number];
    return speed;
  };
  return answer().then(() => ({
    train(seconds) {
      worker.postMessage(seconds);
      return answer();
    },
    close: () => worker.terminate(),
  }));
}
