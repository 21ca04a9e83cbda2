import type { FamilySpace } from '../../src/search/samplers/sampler.js';
import { shareAt } from '../../src/space/unit-cube.js';
import type { FoldResult, Job } from '../../src/trial/job.js';
import type { TrialConfig } from '../../src/trial/trial.js';
import type { TrialJudge } from '../../src/trial/trial-judge.js';
import { randomStream } from '../../src/util/random.js';
import type { SimulatedWork } from './simulated-workers.js';

/** How much worse a fold can look than it is, and how much an untrained one is. */
const NOISE = 0.02;
const UNTRAINED = 0.3;

/**
 * Errors on a bowl: each family has its best configuration, so that what a sampler knows helps it; a fold that pauses is as
 * much worse as it lacks of its training. What is answered is a prediction that is off by that error.
 */
export function createSimulatedWork(
  families: readonly FamilySpace[],
  judge: TrialJudge,
): SimulatedWork {
  const trained = new Map<string, number>();
  const keyOf = (job: Job) => `${job.trial} ${job.kind === 'trial' ? job.fold : 'refit'}`;
  const reached = (job: Job) => {
    const length = lengthOf(job.config, families);
    if (length === undefined || job.kind !== 'trial' || job.pauseAfter === undefined) return 1;
    return job.pauseAfter / length;
  };
  return {
    shareOf(job) {
      if (job.config.family === 'constant') return 0;
      return Math.max(0, reached(job) - (trained.get(keyOf(job)) ?? 0));
    },
    answer(job, seconds) {
      const share = reached(job);
      trained.set(keyOf(job), share);
      const fold = job.kind === 'trial' ? job.fold : 0;
      const random = randomStream('answer', job.trial, fold);
      const error = errorOf(job.config, families) + NOISE * random.next() + UNTRAINED * (1 - share);
      const rows = judge.folds[fold]?.validation ?? new Int32Array();
      const predictions = Float64Array.from(rows, (row) => row + error);
      // No two are alike, as those of training are: what travels is called by its content.
      const checkpoint = share < 1 ? { of: keyOf(job), share } : undefined;
      return answered(fold, predictions, seconds, checkpoint);
    },
  };
}

/** The error of a configuration that is trained to its end, without noise. */
export function errorOf({ family, params }: TrialConfig, families: readonly FamilySpace[]): number {
  const space = families.find((own) => own.family === family)?.space;
  if (!space) return 2;
  const best = randomStream('best', family);
  const floor = 0.1 * best.next();
  const squares = Object.entries(space).map(([name, distribution]) => {
    const [optimum, weight] = [best.next(), best.next()];
    const value = params[name];
    const share = value === undefined ? undefined : shareAt(distribution, value);
    return share === undefined ? 0 : weight * (share - optimum) ** 2;
  });
  return 0.1 + floor + squares.reduce((sum, square) => sum + square, 0);
}

function lengthOf({ family, params }: TrialConfig, families: readonly FamilySpace[]) {
  const rungs = families.find((own) => own.family === family)?.rungs;
  return rungs && Number(params[rungs.param]);
}

function answered(
  fold: number,
  predictions: Float64Array,
  fitSeconds: number,
  checkpoint: object | undefined,
): FoldResult {
  const model = { kind: 'none', json: {}, tensors: {} };
  const target = { log: false, smearing: 1, center: 0, scale: 1 };
  return {
    kind: 'done',
    predictions,
    model: { fold, model, preprocessor: {}, target } as unknown as FoldResult['model'],
    length: 1,
    parameters: 1,
    fitSeconds,
    msPer1000Rows: 1,
    ...(checkpoint && { checkpoint: checkpoint as FoldResult['checkpoint'] }),
  };
}
