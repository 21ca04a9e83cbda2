import type { SparseMatrix } from '../matrix/matrix.js';
import type { Kernels, Offset } from './kernels/kernels.js';
import { layStages } from './lay-stages.js';
import { type LayerShape, parameterShapes, shapeLayers } from './layer-shapes.js';
import type { Signal, Stage } from './layers/stage.js';
import { memberCount, type Network, outputLayer } from './network.js';
import { inputWidths, type NetworkInput } from './network-input.js';
import { blocksOf, type ParameterBlock, placeParameters } from './parameter-blocks.js';

/** A network laid out in the arena for batches of at most `batchSize` rows. */
export interface Plan {
  readonly kernels: Kernels;
  /** Places of a batch, one for each row and member. */
  readonly batchSize: number;
  readonly members: number;
  readonly input: Signal;
  /** Where the sparse part of a batch is gathered. */
  readonly sparse: Offset;
  readonly stages: readonly Stage[];
  /** The output before its activation. */
  readonly logits: Signal;
  readonly output: Signal;
  /** Stages up to the logits: what a cost that takes logits goes back through. */
  readonly logitStages: number;
  /** Targets of a batch, a signal of (batch, output columns). */
  readonly targets: Offset;
  /** How much each row of a batch counts, a signal of (batch, 1): 1 until something else is gathered there. */
  readonly weights: Offset;
  readonly blocks: readonly ParameterBlock[];
  readonly parameterCount: number;
}

export interface PlanOptions {
  /** The most rows that go through the network together, those of each member counted. */
  readonly batchSize: number;
  /** Whether there is room for gradients and an optimizer. @default true */
  readonly training?: boolean;
  /** Other data that will go through the network. */
  readonly others?: readonly NetworkInput[];
}

/** Lays a network out for this input and reserves the arena; nothing is allocated afterwards. */
export function planNetwork(
  kernels: Kernels,
  network: Network,
  x: NetworkInput,
  { batchSize, training = true, others = [] }: PlanOptions,
): Plan {
  const { inputs, sparseInputs } = inputWidths(x);
  const shapes = shapeLayers(network, { inputs, sparseInputs });
  const place = allocator();
  const signal = (columns: number): Signal => {
    const floats = kernels.floatsOf('signal', batchSize, columns);
    return { columns, value: place(floats), gradient: place(training ? floats : 0) };
  };
  const table = (rows: number, columns: number) => place(kernels.floatsOf('table', rows, columns));
  const constants = createConstants(kernels, table);
  const layers = placeParameters(kernels, shapes, place, training);
  const scratch = place(training ? scratchFloats(kernels, shapes) : 0);
  const entries = Math.max(...[x, ...others].map((data) => batchEntries(data.sparse, batchSize)));
  const sparse = place(sparseInputs > 0 ? kernels.sparseFloats(batchSize, entries) : 0);
  const input = signal(inputs);
  const stages = layStages(layers, {
    input,
    sparse,
    scratch,
    signal,
    table,
    constant: constants.add,
  });
  const targets = place(kernels.floatsOf('signal', batchSize, outputLayer(network).units));
  const weights = place(kernels.floatsOf('signal', batchSize, 1));
  kernels.reserve(place(0));
  constants.write();
  const ones = new Float32Array(batchSize).fill(1);
  kernels.write('signal', weights, { rows: batchSize, columns: 1 }, ones, 0);
  const [logits, output] = [stages.at(-2)?.output, stages.at(-1)?.output];
  if (!logits || !output) throw new Error('a network ends in a dense layer and its activation');
  const ends = { input, sparse, logits, output, targets, weights, logitStages: stages.length - 1 };
  const blocks = blocksOf(layers);
  const parameterCount = parameterShapes(shapes).reduce(
    (sum, { rows, columns }) => sum + rows * columns,
    0,
  );
  return {
    kernels,
    batchSize,
    members: memberCount(network),
    stages,
    ...ends,
    blocks,
    parameterCount,
  };
}

/** Tables that are known before the arena is there to hold them. */
function createConstants(kernels: Kernels, table: (rows: number, columns: number) => Offset) {
  const all: { readonly at: Offset; readonly rows: readonly (readonly number[])[] }[] = [];
  return {
    add(rows: readonly (readonly number[])[]): Offset {
      const at = table(rows.length, rows[0]?.length ?? 0);
      all.push({ at, rows });
      return at;
    },
    write() {
      for (const { at, rows } of all) {
        const shape = { rows: rows.length, columns: rows[0]?.length ?? 0 };
        kernels.write('table', at, shape, Float64Array.from(rows.flat()), 0);
      }
    },
  };
}

/** The room that the widest dense layer's gradient of its inputs needs. */
function scratchFloats(kernels: Kernels, shapes: readonly LayerShape[]): number {
  const ofLayer = ({ layer, inputs, outputs, inner }: LayerShape) =>
    layer.kind === 'dense'
      ? kernels.floatsOf('scratch', inputs, outputs)
      : scratchFloats(kernels, inner);
  return Math.max(0, ...shapes.map(ofLayer));
}

/** The most entries that `rows` rows of x can have between them. */
function batchEntries(x: SparseMatrix | undefined, rows: number): number {
  let most = 0;
  for (let row = 0; x && row < x.rows; row++) {
    most = Math.max(most, (x.offsets[row + 1] as number) - (x.offsets[row] as number));
  }
  return most * rows;
}

/** Gives consecutive places, each on a multiple of 16 floats; asked for 0 it tells how many were given. */
function allocator(): (floats: number) => Offset {
  let next = 0;
  return (floats) => {
    const place = next;
    next += Math.ceil(floats / 16) * 16;
    return place;
  };
}
