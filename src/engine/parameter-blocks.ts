import { AutofitError } from '../util/errors.js';
import type { Kernels, Layout, Offset } from './kernels/kernels.js';
import type { LayerShape, ParameterRole, ParameterShape } from './layer-shapes.js';

/** Parameters of one role of one layer, placed in the arena. */
export interface ParameterBlock extends ParameterShape {
  /** The name of its layer. */
  readonly layer: string;
  readonly layout: Layout;
  /** Its size in the arena, and the places of the values, their gradient and the optimizer's two moments. */
  readonly floats: number;
  readonly w: Offset;
  readonly dw: Offset;
  readonly m: Offset;
  readonly v: Offset;
}

/** A layer with its parameters in the arena. */
export interface PlacedLayer {
  readonly shape: LayerShape;
  readonly blocks: readonly ParameterBlock[];
  readonly inner: readonly PlacedLayer[];
}

/** Gives every layer's parameters their place in the arena; without training only the values need one. */
export function placeParameters(
  kernels: Kernels,
  shapes: readonly LayerShape[],
  place: (floats: number) => Offset,
  training: boolean,
): readonly PlacedLayer[] {
  const block = (layer: string, shape: ParameterShape): ParameterBlock => {
    const layout = shape.role === 'weights' ? 'weights' : 'table';
    const floats = kernels.floatsOf(layout, shape.rows, shape.columns);
    const spare = training && isTrained(shape.role) ? floats : 0;
    const places = { w: place(floats), dw: place(spare), m: place(spare), v: place(spare) };
    return { ...shape, layer, layout, floats, ...places };
  };
  return shapes.map((shape) => ({
    shape,
    blocks: shape.parameters.map((parameters) => block(shape.name, parameters)),
    inner: placeParameters(kernels, shape.inner, place, training),
  }));
}

/** Whether the optimizer moves parameters of this role; running moments follow the batches instead. */
export function isTrained(role: ParameterRole): boolean {
  return role !== 'means' && role !== 'variances';
}

/** The block of a role that this kind of layer has. */
export function blockOf({ shape, blocks }: PlacedLayer, role: ParameterRole): ParameterBlock {
  const block = blocks.find((candidate) => candidate.role === role);
  if (!block) throw new Error(`layer ${shape.name} (${shape.layer.kind}) has no ${role}`);
  return block;
}

/** All blocks in the order of the parameters. */
export function blocksOf(layers: readonly PlacedLayer[]): readonly ParameterBlock[] {
  return layers.flatMap(({ blocks, inner }) => [...blocks, ...blocksOf(inner)]);
}

/** Copies parameters into the arena. Throws an AutofitError where there are more of them, or fewer. */
export function writeParameters(
  kernels: Kernels,
  blocks: readonly ParameterBlock[],
  parameters: Float32Array,
): void {
  const all = blocks.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
  // Callers without types may give anything.
  const given = parameters?.length ?? 0;
  if (given !== all) {
    const message = `The network has ${all} parameters, not ${given}.`;
    throw new AutofitError('BAD_NETWORK', message);
  }
  for (const block of blocks) kernels.write(block.layout, block.w, block, parameters, block.at);
}

/** Copies parameters out of the arena. */
export function readParameters(
  kernels: Kernels,
  blocks: readonly ParameterBlock[],
  parameters: Float32Array,
): void {
  for (const block of blocks) kernels.read(block.layout, block.w, block, parameters, block.at);
}

/** Copies a moment of all that is trained into the arena. */
export function writeMoments(
  kernels: Kernels,
  blocks: readonly ParameterBlock[],
  moment: 'm' | 'v',
  values: Float32Array,
): void {
  for (const block of blocks) {
    if (isTrained(block.role)) kernels.write(block.layout, block[moment], block, values, block.at);
  }
}

/** Copies a moment of all that is trained out of the arena; the rest stays as it is. */
export function readMoments(
  kernels: Kernels,
  blocks: readonly ParameterBlock[],
  moment: 'm' | 'v',
  values: Float32Array,
): void {
  for (const block of blocks) {
    if (isTrained(block.role)) kernels.read(block.layout, block[moment], block, values, block.at);
  }
}
