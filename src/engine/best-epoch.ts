import { AutofitError } from '../util/errors.js';
import { shown } from '../util/shown.js';
import type { TrainedNetwork } from './network.js';
import { inputWidths, type NetworkInput } from './network-input.js';
import { readParameters } from './parameter-blocks.js';
import type { Plan } from './plan.js';
import { predictWithPlan } from './predict-network.js';
import type {
  ResolvedTraining,
  TrainCheckpoint,
  TrainResult,
  Validation,
} from './train-options.js';

/** Keeps the weights of the best epoch by validation score; of the last one without validation. */
export interface BestEpoch {
  /** Scores the weights as they are now, behind an epoch of this cost: without a finite one they are none. */
  offer(epoch: number, cost: number): void;
  epoch(): number;
  summary(): Pick<TrainResult, 'bestEpoch' | 'bestScore'>;
  /** Throws when no epoch gave a finite score. */
  network(trained: Pick<TrainedNetwork, 'network'>, x: NetworkInput): TrainedNetwork;
  checkpoint(): TrainCheckpoint['best'];
}

export function createBestEpoch(
  plan: Plan,
  { validation, ties, from }: ResolvedTraining,
): BestEpoch {
  const weights = new Float32Array(plan.parameterCount);
  const keep = () => readParameters(plan.kernels, plan.blocks, weights);
  if (from) weights.set(from.best.parameters);
  else keep();
  let bestEpoch = from?.best.epoch ?? 0;
  let bestScore = from?.best.score ?? undefined;
  let offered = from?.costs.length ?? 0;
  let hasCost = true;
  return {
    offer(epoch, cost) {
      offered++;
      hasCost = Number.isFinite(cost);
      if (!hasCost) return;
      const score = validation && scoreOf(validation, predictWithPlan(plan, validation.x));
      const best = bestScore ?? Number.NEGATIVE_INFINITY;
      const isTie = ties === 'latest' && score === bestScore;
      if (score !== undefined && !(score > best || isTie)) return;
      keep();
      bestEpoch = epoch;
      bestScore = score;
    },
    epoch: () => bestEpoch,
    summary: () => ({ bestEpoch, bestScore }),
    network({ network }, x) {
      const isKept = validation ? offered === 0 || bestEpoch > 0 : hasCost;
      const diverged = !isKept || !weights.every(Number.isFinite);
      if (diverged) {
        const hint = 'Take a smaller `learningRate`, and a `validation` whose scores are numbers.';
        const message = 'training diverged: no epoch gave a finite score';
        throw new AutofitError('BAD_TRAINING', message, { hint });
      }
      return { kind: 'trained-network', network, ...inputWidths(x), parameters: weights };
    },
    checkpoint: () => ({
      epoch: bestEpoch,
      score: bestScore ?? null,
      parameters: weights.slice(),
    }),
  };
}

/** Throws an AutofitError for what is no number: a function that forgets to return it would judge nothing. */
function scoreOf(validation: Validation, predictions: Float32Array): number {
  const given: unknown = validation.score(predictions);
  if (typeof given === 'number') return given;
  const message = `The \`score\` of \`validation\` gave ${shown(given)}, not a number.`;
  throw new AutofitError('BAD_TRAINING', message, { hint: 'Return one; higher is better.' });
}
