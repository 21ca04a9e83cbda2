import { shapeLayers } from '../../../../engine/layer-shapes.js';
import { loadNetworkModel } from '../../../../models/network-model.js';
import { normalised, withFirstClass } from '../lower-classes.js';
import type { DesignTensors, LowerModel } from '../lower-model.js';
import { lowerLayer, valuesOf } from './lower-layer.js';

/** A network on columns of numbers and one-hot levels. */
export const lowerNetwork: LowerModel = (graph, saved, x, task) => {
  const { network, inputs, sparseInputs, parameters } = loadNetworkModel(saved).trained;
  const shapes = shapeLayers(network, { inputs, sparseInputs });
  const flow = shapes.reduce(
    (own, shape) => lowerLayer(graph, { layer: shape.layer, shape, parameters }, own),
    firstFlow(x),
  );
  const outputs = valuesOf(flow);
  if (task.kind === 'regression') return outputs;
  return task.kind === 'binary' ? withFirstClass(graph, outputs) : normalised(graph, outputs);
};

function firstFlow({ dense, sparse }: DesignTensors) {
  return { values: dense?.name, sparse: sparse?.name };
}
