import { lowerBoostedTrees } from './lower-boosted-trees.js';
import { lowerConstant } from './lower-constant.js';
import { lowerElasticNet } from './lower-elastic-net.js';
import { lowerEmbeddedNetwork } from './lower-embedded-network.js';
import { lowerForest } from './lower-forest.js';
import { lowerGaussianProcess } from './lower-gaussian-process.js';
import type { LowerModel } from './lower-model.js';
import { lowerNeighbours } from './lower-neighbours.js';
import { lowerNetworkModel } from './lower-network-model.js';

/** How models of each family are said in ONNX, by the family's name. */
export const lowerings: Readonly<Record<string, LowerModel>> = {
  'boosted-trees': lowerBoostedTrees,
  constant: lowerConstant,
  'elastic-net': lowerElasticNet,
  'extra-trees': lowerForest,
  'gaussian-process': lowerGaussianProcess,
  linear: lowerNetworkModel,
  mlp: lowerNetworkModel,
  neighbours: lowerNeighbours,
  'random-forest': lowerForest,
  realmlp: lowerEmbeddedNetwork,
  'symmetric-trees': lowerBoostedTrees,
  tabm: lowerEmbeddedNetwork,
};
