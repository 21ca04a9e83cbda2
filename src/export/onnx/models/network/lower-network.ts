import { shapeLayers } from '../../../../engine/layer-shapes.js';
import type { TrainedNetwork } from '../../../../engine/network.js';
import type { Graph } from '../../graph.js';
import { lowerLayers } from './lower-layer.js';

/** What a network reads: float values of (N, columns); undefined where there are no columns. */
export interface NetworkTensors {
  readonly dense: string | undefined;
  readonly sparse: string | undefined;
  /** Int64 [1]. */
  readonly rows: string;
}

/** The outputs of a network behind its last activation, float (N, units); the mean of the members of an ensemble. */
export function lowerNetwork(graph: Graph, trained: TrainedNetwork, from: NetworkTensors): string {
  const { network, inputs, sparseInputs, parameters } = trained;
  const shapes = shapeLayers(network, { inputs, sparseInputs });
  const start = { x: from.dense, areMembers: false, sparse: from.sparse };
  const { x, areMembers } = lowerLayers(graph, shapes, parameters, start);
  if (x === undefined) throw new Error('a network without columns has no outputs');
  const mean = areMembers
    ? graph.add('ReduceMean', [x], { axes: { ints: [0] }, keepdims: { int: 0 } })
    : x;
  if (from.dense !== undefined || from.sparse !== undefined) return mean;
  // Without columns there is one row, the same for all.
  const shape = graph.add('Concat', [from.rows, graph.ints([1], [1])], { axis: { int: 0 } });
  return graph.add('Expand', [mean, shape]);
}
