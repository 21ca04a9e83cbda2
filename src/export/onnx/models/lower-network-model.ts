import { loadNetworkModel } from '../../../models/network-model.js';
import { lowerNetwork } from '../network/lower-network.js';
import { ELEMENT_TYPES } from '../tensor.js';
import { bothClasses } from './both-classes.js';
import type { LowerModel } from './lower-model.js';
import { sumToOne } from './sum-to-one.js';

/** Networks on numbers and one-hot levels: perceptrons, and linear models, which are one layer. */
export const lowerNetworkModel: LowerModel = (graph, saved, x, { kind }) => {
  const { trained } = loadNetworkModel(saved);
  const from = { dense: x.dense?.name, sparse: x.sparse?.name, rows: x.rows };
  const outputs = lowerNetwork(graph, trained, from);
  if (kind === 'regression') return outputs;
  if (kind === 'multiclass') return sumToOne(graph, outputs);
  return bothClasses(graph, graph.add('Cast', [outputs], { to: { int: ELEMENT_TYPES.double } }));
};
