import { AutofitError } from '../util/errors.js';
import type { Layer, Network } from './network.js';

/** What parameters do in their layer; 'means' and 'variances' are counted along, not trained. */
export type ParameterRole =
  | 'weights'
  | 'sparse-weights'
  | 'biases'
  | 'scales'
  | 'shifts'
  | 'means'
  | 'variances';

/** A table of parameters, row after row from `at` on among all parameters of the network. */
export interface ParameterShape {
  readonly role: ParameterRole;
  readonly rows: number;
  readonly columns: number;
  readonly at: number;
}

/** A layer with its widths: w (inputs, outputs) and b of a dense layer, rows of its width of a norm. */
export interface LayerShape {
  /** Its place from 1 on, and inside a residual block as `2.1`. */
  readonly name: string;
  readonly layer: Layer;
  readonly inputs: number;
  readonly outputs: number;
  readonly parameters: readonly ParameterShape[];
  /** The layers of a residual block. */
  readonly inner: readonly LayerShape[];
}

/** What goes into a network: columns of numbers, then columns of sparse entries. */
export interface InputWidths {
  readonly inputs: number;
  readonly sparseInputs: number;
}

/**
 * The widths of every layer and the place of its parameters. Throws an AutofitError that says which residual
 * block does not keep its width, or that sparse inputs find no dense layer.
 */
export function shapeLayers(network: Network, widths: InputWidths): readonly LayerShape[] {
  if (widths.sparseInputs > 0 && network.layers[0]?.kind !== 'dense') {
    throw new AutofitError('BAD_NETWORK', 'Layer 1: sparse inputs need a dense layer first.');
  }
  let next = 0;
  const table: Table = (role, rows, columns) => {
    const at = next;
    next += rows * columns;
    return { role, rows, columns, at };
  };
  return shapeStack(network.layers, widths, '', table);
}

/** All parameters of these layers, those of inner ones included, in their order. */
export function parameterShapes(shapes: readonly LayerShape[]): readonly ParameterShape[] {
  return shapes.flatMap(({ parameters, inner }) => [...parameters, ...parameterShapes(inner)]);
}

/** How many numbers the parameters of a network on so many inputs are. */
export function parameterCount(network: Network, inputs: number): number {
  const shapes = shapeLayers(network, { inputs, sparseInputs: 0 });
  return parameterShapes(shapes).reduce((sum, { rows, columns }) => sum + rows * columns, 0);
}

type Table = (role: ParameterRole, rows: number, columns: number) => ParameterShape;

function shapeStack(
  layers: readonly Layer[],
  first: InputWidths,
  prefix: string,
  table: Table,
): LayerShape[] {
  let widths = first;
  return layers.map((layer, index) => {
    const shape = shapeLayer(layer, widths, `${prefix}${index + 1}`, table);
    widths = { inputs: shape.outputs, sparseInputs: 0 };
    return shape;
  });
}

function shapeLayer(
  layer: Layer,
  { inputs, sparseInputs }: InputWidths,
  name: string,
  table: Table,
): LayerShape {
  const width = inputs + sparseInputs;
  const same = { name, layer, inputs: width, outputs: width, parameters: [], inner: [] };
  switch (layer.kind) {
    case 'dense': {
      const { units } = layer;
      const weights = [table('weights', inputs, units)];
      if (sparseInputs > 0) weights.push(table('sparse-weights', sparseInputs, units));
      return { ...same, outputs: units, parameters: [...weights, table('biases', 1, units)] };
    }
    case 'layer-norm':
      return { ...same, parameters: [table('scales', 1, width), table('shifts', 1, width)] };
    case 'batch-norm': {
      const roles: readonly ParameterRole[] = ['scales', 'shifts', 'means', 'variances'];
      return { ...same, parameters: roles.map((role) => table(role, 1, width)) };
    }
    case 'residual': {
      const inner = shapeStack(layer.layers, { inputs: width, sparseInputs: 0 }, `${name}.`, table);
      const outputs = inner.at(-1)?.outputs ?? width;
      if (outputs === width) return { ...same, inner };
      const reason = `its layers make ${outputs} values of ${width}, but must keep the width`;
      throw new AutofitError('BAD_NETWORK', `Layer ${name} (residual): ${reason}.`);
    }
    default:
      return same;
  }
}
