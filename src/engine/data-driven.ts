import { log } from '../util/elementary/log.js';
import { permutation, type Random } from '../util/random.js';
import type { NetworkInput } from './network-input.js';
import type { ParameterBlock } from './parameter-blocks.js';
import { createPass, gatherBatch } from './passes.js';
import type { Plan } from './plan.js';

/** Rows that the sums of a layer are measured on, at most. */
const SAMPLE = 4096;
/** Rows that a bias is made of. */
const BIAS_ROWS = 5;

/**
 * Fits dense layers to the data, first to last, but for those whose ReLU is made along with their sums, as before
 * another dense layer, which stay as they were drawn: each unit's weights are divided by the
 * standard deviation of its sums over the rows, and its bias is −Σ w_k sum_k over five random rows with random
 * weights that sum to 1 (RealMLP's data-driven initialisation, "he+5"; Holzmüller et al. 2024).
 */
export function fitToData(plan: Plan, x: NetworkInput, random: Random): void {
  const order = permutation(random, x.rows);
  for (const [index, { sum }] of plan.stages.entries()) {
    if (!sum) continue;
    const { columns: units, places } = plan.stages[index]?.output ?? plan.input;
    const sample = order.subarray(0, Math.max(BIAS_ROWS, Math.floor(SAMPLE / places)));
    const sums = sumsOf(plan, x, sample, index);
    const scales = deviations(sums, units).map((deviation) => 1 / deviation);
    for (const block of sum.weights) scaleColumns(plan, block, scales);
    if (sum.biases) writeBiases(plan, sum.biases, sums, scales, random);
  }
}

/** What a stage gives for these rows, (rows, units). */
function sumsOf(plan: Plan, x: NetworkInput, order: Int32Array, index: number): Float32Array {
  const { kernels, stages, batchSize } = plan;
  const { value, columns, places } = stages[index]?.output ?? plan.input;
  const sums = new Float32Array(order.length * places * columns);
  const pass = createPass(plan, order, false);
  for (let start = 0; start < order.length; start += batchSize) {
    pass.start = start;
    pass.rows = Math.min(batchSize, order.length - start);
    gatherBatch(plan, x, pass);
    for (let i = 0; i <= index; i++) stages[i]?.forward(pass);
    const shape = { rows: pass.rows * places, columns };
    kernels.read('signal', value, shape, sums, start * places * columns);
  }
  return sums;
}

/** The standard deviation of each column; 1 for one that is constant. */
function deviations(values: Float32Array, columns: number): Float64Array {
  const rows = values.length / columns;
  const mean = new Float64Array(columns);
  const squares = new Float64Array(columns);
  for (let i = 0; i < values.length; i++) {
    mean[i % columns] = (mean[i % columns] ?? 0) + (values[i] ?? 0) / rows;
  }
  for (let i = 0; i < values.length; i++) {
    const apart = (values[i] ?? 0) - (mean[i % columns] ?? 0);
    squares[i % columns] = (squares[i % columns] ?? 0) + (apart * apart) / rows;
  }
  return squares.map((square) => (square > 1e-12 ? Math.sqrt(square) : 1));
}

function scaleColumns({ kernels }: Plan, block: ParameterBlock, scales: Float64Array): void {
  const { columns } = block;
  const values = new Float32Array(block.rows * columns);
  kernels.read(block.layout, block.w, block, values, 0);
  const scaled = values.map((value, i) => value * (scales[i % columns] ?? 1));
  kernels.write(block.layout, block.w, block, scaled, 0);
}

function writeBiases(
  { kernels }: Plan,
  block: ParameterBlock,
  sums: Float32Array,
  scales: Float64Array,
  random: Random,
): void {
  const { columns } = block;
  const rows = sums.length / columns;
  const biases = Float32Array.from({ length: columns }, (_, unit) => {
    let all = 0;
    let weighted = 0;
    for (let k = 0; k < BIAS_ROWS; k++) {
      const weight = -log(1 - random.next());
      all += weight;
      weighted += weight * (sums[random.integer(rows) * columns + unit] ?? 0);
    }
    return all > 0 ? (-weighted / all) * (scales[unit] ?? 1) : 0;
  });
  kernels.write(block.layout, block.w, block, biases, 0);
}
