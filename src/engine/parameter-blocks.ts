import type { Kernels, Layout, Offset } from './kernels/kernels.js';
import { denseWeights, type Network } from './network.js';

/** Consecutive parameters that lie together: a layer's weights, those of its sparse inputs, its biases. */
export interface ParameterBlock {
  readonly layout: Layout;
  readonly rows: number;
  readonly columns: number;
  /** Where it starts among the parameters of a TrainedNetwork. */
  readonly at: number;
  /** Biases do not decay. */
  readonly decays: boolean;
  /** Its size in the arena, and the places of the values, their gradient and the optimizer's two moments. */
  readonly floats: number;
  readonly w: Offset;
  readonly dw: Offset;
  readonly m: Offset;
  readonly v: Offset;
}

/** The blocks of one dense layer. */
export interface LayerBlocks {
  readonly weights: ParameterBlock;
  readonly sparse: ParameterBlock | undefined;
  readonly biases: ParameterBlock;
}

/** Gives every dense layer its place in the arena; without training only the weights need one. */
export function placeParameters(
  kernels: Kernels,
  network: Network,
  { inputs, sparseInputs }: { readonly inputs: number; readonly sparseInputs: number },
  place: (floats: number) => Offset,
  training: boolean,
): readonly LayerBlocks[] {
  const block = (layout: Layout, rows: number, columns: number, at: number): ParameterBlock => {
    const floats = kernels.floatsOf(layout, rows, columns);
    const spare = training ? floats : 0;
    const places = { w: place(floats), dw: place(spare), m: place(spare), v: place(spare) };
    return { layout, rows, columns, at, decays: true, floats, ...places };
  };
  return denseWeights(network, inputs + sparseInputs).map((own, index) => {
    const sparseRows = index === 0 ? sparseInputs : 0;
    const denseRows = own.inputs - sparseRows;
    const behind = own.w + denseRows * own.outputs;
    return {
      weights: block('weights', denseRows, own.outputs, own.w),
      sparse: sparseRows > 0 ? block('table', sparseRows, own.outputs, behind) : undefined,
      biases: { ...block('table', 1, own.outputs, own.b), decays: false },
    };
  });
}

/** All blocks in the order of the parameters. */
export function blocksOf(layers: readonly LayerBlocks[]): readonly ParameterBlock[] {
  return layers.flatMap(({ weights, sparse, biases }) => [
    weights,
    ...(sparse ? [sparse] : []),
    biases,
  ]);
}

/** Copies parameters into the arena. */
export function writeParameters(
  kernels: Kernels,
  blocks: readonly ParameterBlock[],
  parameters: Float32Array,
): void {
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
