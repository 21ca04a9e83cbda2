import { exp } from '../util/elementary/exp.js';
import { log1p } from '../util/elementary/log.js';
import { square } from '../util/elementary/square.js';
import {
  BOX_OUTPUTS,
  type CentreTarget,
  createTargetMap,
  drawTargets,
  type MapShape,
  outputsOf,
  type PictureTargets,
  PRIOR_LOGIT,
  type TargetMap,
} from './detection-targets.js';

/** How much the parts of the cost count beside the heat map. */
const OFFSET_WEIGHT = 1;
const SIZE_WEIGHT = 1;

/**
 * The cost of a batch of maps, (rows, places, classes + 4), and its gradient: a focal cost of the heat that counts less near centres
 * (Law and Deng 2018; Zhou et al. 2019), divided by the centres, and absolute errors of offset and size around them, divided by
 * their weights.
 */
export function createDetectionCost(
  shape: MapShape,
): (outputs: Float32Array, targets: readonly PictureTargets[], gradient: Float32Array) => number {
  const map = createTargetMap(shape);
  const places = shape.width * shape.height;
  const size = places * outputsOf(shape);
  return (outputs, targets, gradient) => {
    const centres = targets.reduce((sum, own) => sum + own.centres.length, 0);
    const heatScale = 1 / Math.max(1, centres);
    let cost = 0;
    for (const [row, own] of targets.entries()) {
      const from = row * size;
      const [ownOutputs, ownGradient] = [
        outputs.subarray(from, from + size),
        gradient.subarray(from, from + size),
      ];
      drawTargets(map, own, shape);
      cost += heatCost(map, ownOutputs, ownGradient, shape.classes, heatScale);
      cost += boxCost(map, own.centres, ownOutputs, ownGradient, shape, heatScale);
    }
    return cost;
  };
}

/** Forward and backward of the focal cost on logits; softplus keeps the logarithms finite. */
function heatCost(
  { heat }: TargetMap,
  outputs: Float32Array,
  gradient: Float32Array,
  classes: number,
  scale: number,
): number {
  const width = classes + BOX_OUTPUTS;
  let cost = 0;
  for (let i = 0, place = 0; i < heat.length; place++) {
    for (let code = 0; code < classes; code++, i++) {
      const at = place * width + code;
      const target = heat[i] as number;
      if (target < 0) {
        gradient[at] = 0;
        continue;
      }
      const logit = (outputs[at] as number) + PRIOR_LOGIT;
      const p = 1 / (1 + exp(-logit));
      // log p and log (1 − p)
      const logP = logit >= 0 ? -log1p(exp(-logit)) : logit - log1p(exp(logit));
      const logQ = logP - logit;
      if (target === 1) {
        cost -= scale * square(1 - p) * logP;
        gradient[at] = scale * square(1 - p) * (2 * p * logP - (1 - p));
      } else {
        const weight = scale * square(square(1 - target));
        cost -= weight * p * p * logQ;
        gradient[at] = weight * p * p * (p - 2 * (1 - p) * logQ);
      }
    }
  }
  return cost;
}

/** Forward and backward of offset and size, at each place that tells of a centre. */
function boxCost(
  { owner, weight }: TargetMap,
  centres: readonly CentreTarget[],
  outputs: Float32Array,
  gradient: Float32Array,
  shape: MapShape,
  scale: number,
): number {
  const width = outputsOf(shape);
  const totals = new Float64Array(centres.length);
  for (const [place, number] of owner.entries()) {
    if (number >= 0) totals[number] = (totals[number] ?? 0) + (weight[place] ?? 0);
  }
  let cost = 0;
  for (const [place, number] of owner.entries()) {
    const at = place * width + shape.classes;
    const centre = centres[number];
    if (!centre) {
      gradient.fill(0, at, at + BOX_OUTPUTS);
      continue;
    }
    const target = [
      centre.x - (place % shape.width),
      centre.y - Math.floor(place / shape.width),
      centre.logWidth,
      centre.logHeight,
    ];
    const share = (scale * (weight[place] ?? 0)) / (totals[number] ?? 1);
    for (let part = 0; part < BOX_OUTPUTS; part++) {
      const own = part < 2 ? OFFSET_WEIGHT : SIZE_WEIGHT;
      const error = (outputs[at + part] as number) - (target[part] ?? 0);
      cost += share * own * Math.abs(error);
      gradient[at + part] = share * own * Math.sign(error);
    }
  }
  return cost;
}
