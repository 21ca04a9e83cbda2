import type { Kernels } from '../engine/kernels/kernels.js';
import type { TrainedNetwork } from '../engine/network.js';
import { predictNetwork } from '../engine/predict-network.js';
import type { Validation } from '../engine/train-options.js';
import { fromHalves, toHalves } from '../util/half-floats.js';

/** Of the score of validation rows, what weights in halves may cost. */
const MOST_LOST = 1e-3;

/**
 * The network with weights that are each a half, the nearest (IEEE 754 binary16), so that it is kept in half the bytes; as it is where
 * that costs more than a thousandth of the score, or a weight is beyond halves.
 */
export function inHalves(
  trained: TrainedNetwork,
  { x, score }: Validation,
  kernels: Kernels,
): TrainedNetwork {
  const parameters = fromHalves(toHalves(trained.parameters));
  if (!parameters.every(Number.isFinite)) return trained;
  const rounded = { ...trained, parameters };
  const scoreOf = (own: TrainedNetwork) => score(predictNetwork(own, x, kernels));
  const before = scoreOf(trained);
  return scoreOf(rounded) >= before - MOST_LOST * Math.abs(before) ? rounded : trained;
}
