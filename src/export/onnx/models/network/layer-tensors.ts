import type { LayerShape, ParameterRole, ParameterShape } from '../../../../engine/layer-shapes.js';

/** A layer with the parameters of its network, of which it finds its own. */
export interface LayerTensors {
  readonly shape: LayerShape;
  readonly parameters: Float32Array;
}

/** A table of parameters of this role; undefined where the layer has none. */
export function foundTable({ shape, parameters }: LayerTensors, role: ParameterRole) {
  const table = shape.parameters.find((candidate) => candidate.role === role);
  return table && { ...table, values: valuesOf(table, parameters) };
}

/** The same of a role that every such layer has. */
export function tableOf(layer: LayerTensors, role: ParameterRole) {
  const table = foundTable(layer, role);
  if (table) return table;
  throw new Error(`layer ${layer.shape.name} (${layer.shape.layer.kind}) has no ${role}`);
}

function valuesOf({ at, rows, columns }: ParameterShape, parameters: Float32Array): Float32Array {
  return parameters.subarray(at, at + rows * columns);
}
