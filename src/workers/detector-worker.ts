import { workerData } from 'piscina';
import { type DetectorJob, type DetectorOutcome, runDetectorJob } from '../detect/detector-job.js';
import type { DetectorStart } from './detector-threads.js';

const { context, stop } = workerData as DetectorStart;
const flag = new Int32Array(stop);

/** Trains and tries one network. */
export function run(job: DetectorJob): DetectorOutcome {
  return runDetectorJob(context, job, () => Atomics.load(flag, 0) !== 0);
}
