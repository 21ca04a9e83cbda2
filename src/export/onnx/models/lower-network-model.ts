import { loadNetworkModel } from '../../../models/network-model.js';
import { isOfNumbers } from '../../../util/task-kind.js';
import { normalised, withFirstClass } from './lower-classes.js';
import type { LowerModel } from './lower-model.js';
import { lowerNetwork } from './network/lower-network.js';

/** Networks on numbers and one-hot levels: perceptrons, and linear models, which are one layer. */
export const lowerNetworkModel: LowerModel = (graph, saved, x, { kind }) => {
  const { trained } = loadNetworkModel(saved);
  const from = { dense: x.dense?.name, sparse: x.sparse?.name, rows: x.rows };
  const outputs = lowerNetwork(graph, trained, from);
  if (isOfNumbers({ kind })) return outputs;
  return kind === 'binary' ? withFirstClass(graph, outputs) : normalised(graph, outputs);
};
