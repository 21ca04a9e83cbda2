import type { SparseMatrix } from '../matrix/matrix.js';
import { type Allocator, allocator } from '../util/allocator.js';
import type { Kernels, Offset } from './kernels/kernels.js';
import { layStages } from './lay-stages.js';
import { type InputWidths, parameterShapes, shapeLayers } from './layer-shapes.js';
import type { Signal, Stage } from './layers/stage.js';
import { type MapSize, placesOf } from './map-size.js';
import { memberCount, type Network, outputLayer } from './network.js';
import { inputWidths, type NetworkInput } from './network-input.js';
import { blocksOf, type ParameterBlock, placeParameters } from './parameter-blocks.js';
import { createPictureGatherer, type PictureGatherer } from './picture-input.js';
import { scratchFloats } from './scratch-floats.js';

/** A network laid out in the arena for batches of at most `batchSize` rows. */
export interface Plan {
  readonly kernels: Kernels;
  /** Places of a batch, one for each row and member. */
  readonly batchSize: number;
  readonly members: number;
  readonly input: Signal;
  /** Where the sparse part of a batch is gathered. */
  readonly sparse: Offset;
  /** Brings pictures to the input, where the network is one of pictures. */
  readonly gatherPictures: PictureGatherer | undefined;
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
  /** Whether a row takes the entries of another along. @default false */
  readonly isMixed?: boolean;
  /** Other data that will go through the network. */
  readonly others?: readonly NetworkInput[];
}

/** Lays a network out for this input and reserves the arena; nothing is allocated afterwards. */
export function planNetwork(
  kernels: Kernels,
  network: Network,
  x: NetworkInput,
  { batchSize, training = true, isMixed = false, others = [] }: PlanOptions,
): Plan {
  const most = Math.max(...[x, ...others].map(({ sparse }) => mostEntries(sparse)));
  const entries = isMixed ? 2 * most : most;
  const place = allocator();
  const size = { ...inputWidths(x), batchSize, entries, training };
  const laid = layNetwork(kernels, network, size, { kept: place, passing: place });
  kernels.reserve(laid.ends.kept);
  laid.write();
  return laid.plan;
}

/** What a network is laid out for. */
export interface PlanSize extends InputWidths {
  readonly batchSize: number;
  /** The most entries of a sparse row. */
  readonly entries: number;
  readonly training: boolean;
}

/** Gives places: `kept` for parameters and tables, which outlive a batch, `passing` for all that a batch leaves. */
export interface PlanPlaces {
  readonly kept: Allocator;
  readonly passing: Allocator;
}

/** A network with its places, which end there; `write` brings what never changes, once there is room. */
export interface LaidNetwork {
  readonly plan: Plan;
  readonly ends: { readonly kept: Offset; readonly passing: Offset };
  write(): void;
}

/** Gives every value of a network its place; kept ones lie the same for all sizes of the batch. */
export function layNetwork(
  kernels: Kernels,
  network: Network,
  { inputs, sparseInputs, map, batchSize, entries, training }: PlanSize,
  { kept, passing }: PlanPlaces,
): LaidNetwork {
  const shapes = shapeLayers(network, { inputs, sparseInputs, map });
  const signal = (columns: number, size?: MapSize): Signal => {
    const places = size ? placesOf(size) : 1;
    const floats = kernels.floatsOf('signal', batchSize * places, columns);
    const gradient = training ? floats : 0;
    return { columns, places, value: passing(floats), gradient: passing(gradient) };
  };
  const table = (rows: number, columns: number) => kept(kernels.floatsOf('table', rows, columns));
  const constants = createConstants(kernels, table);
  const layers = placeParameters(kernels, shapes, kept, training);
  const scratch = passing(scratchFloats(kernels, shapes, batchSize, training));
  const most = entries * batchSize;
  const sparse = passing(sparseInputs > 0 ? kernels.sparseFloats(batchSize, most) : 0);
  const input = signal(inputs, map);
  const ground = { batchSize, input, sparse, scratch, signal, table, constant: constants.add };
  const stages = layStages(layers, ground);
  const targets = passing(kernels.floatsOf('signal', batchSize, outputLayer(network).units));
  const weights = passing(kernels.floatsOf('signal', batchSize, 1));
  const [logits, output] = [stages.at(-2)?.output, stages.at(-1)?.output];
  if (!logits || !output) throw new Error('a network ends in a dense layer and its activation');
  const gatherPictures = map && createPictureGatherer(kernels, map, inputs);
  const ends = {
    input,
    sparse,
    gatherPictures,
    logits,
    output,
    targets,
    weights,
    logitStages: stages.length - 1,
  };
  const blocks = blocksOf(layers);
  const parameterCount = parameterShapes(shapes).reduce(
    (sum, { rows, columns }) => sum + rows * columns,
    0,
  );
  const members = memberCount(network);
  const write = () => {
    constants.write();
    const ones = new Float32Array(batchSize).fill(1);
    kernels.write('signal', weights, { rows: batchSize, columns: 1 }, ones, 0);
  };
  const plan = { kernels, batchSize, members, stages, ...ends, blocks, parameterCount };
  return { plan, ends: { kept: kept(0), passing: passing(0) }, write };
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

/** The most entries that a row of x has. */
export function mostEntries(x: SparseMatrix | undefined): number {
  let most = 0;
  for (let row = 0; x && row < x.rows; row++) {
    most = Math.max(most, (x.offsets[row + 1] as number) - (x.offsets[row] as number));
  }
  return most;
}
