import { familyNamed } from '../models/families.js';
import type { Settings } from '../options/options.js';
import { tooLargeReason } from '../trial/failure-reason.js';
import type { Executor } from '../trial/job.js';
import { loneTrialBytes } from '../trial/memory-plan.js';
import { trialsShape } from '../trial/trials-shape.js';
import { familiesTried } from './families-tried.js';
import type { FitData } from './lay-out-data.js';
import { scoredBytes } from './scored-bytes.js';

/** An executor that refuses jobs that would not fit alone; the baseline always runs. */
export function withinMemory(executor: Executor, data: FitData, settings: Settings): Executor {
  const trials = trialsShape(data.context, familiesTried(settings));
  const { bytes } = settings.memory;
  const beside = scoredBytes(data);
  return {
    ...executor,
    // Workers come and go.
    get workers() {
      return executor.workers;
    },
    async run(job) {
      const { family } = job.config;
      const needed = beside + loneTrialBytes(trials, familyNamed(family).inputs);
      if (family === 'constant' || needed <= bytes) return executor.run(job);
      return { kind: 'failed', reason: tooLargeReason(needed, bytes) };
    },
  };
}
