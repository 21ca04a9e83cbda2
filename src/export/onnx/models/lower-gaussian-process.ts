import { type GaussianProcessModel, gaussianProcess } from '../../../models/gaussian-process.js';
import { FARTHEST, type KernelRows } from '../../../models/kernel-rows.js';
import { arithmetic, cast, rowSum } from '../arithmetic.js';
import type { Graph } from '../graph.js';
import { filledRows } from './filled-rows.js';
import type { DesignTensors, LowerModel } from './lower-model.js';

/** The kernel of each row with all training rows in double precision, and what they say by it. */
export const lowerGaussianProcess: LowerModel = (graph, saved, x, { kind, classes }) => {
  const model = gaussianProcess.load(saved);
  const { rows, alphas, calibration } = model;
  const outputs = alphas.length / rows.rows;
  const says = graph.doubles(transposed(alphas, outputs, rows.rows), [rows.rows, outputs]);
  const latents = graph.add('MatMul', [kernelOf(graph, model, x), says]);
  if (kind === 'regression') return latents;
  const { add, mul } = arithmetic(graph);
  const intercepts = graph.doubles(calibration.subarray(1), [1, classes]);
  return graph.add('Softmax', [add(mul(latents, calibration[0] ?? 1), intercepts)], {
    axis: { int: -1 },
  });
};

/** Double (N, training rows). */
function kernelOf(
  graph: Graph,
  { rows: t, kernel }: GaussianProcessModel,
  { dense, sparse, rows }: DesignTensors,
): string {
  const { add, mul, sqrt, exp, sub } = arithmetic(graph);
  const zeros = filledRows(graph, rows, new Float64Array(t.rows));
  const parts = [
    ...(dense ? [partOf(graph, dense.name, t, 0, t.numbers, kernel.scales)] : []),
    ...(sparse ? [partOf(graph, sparse.name, t, t.numbers, t.columns, kernel.scales)] : []),
  ];
  const squared = parts.map((part) => part.squared).reduce(add, zeros);
  const products = parts.map((part) => part.product).reduce(add, zeros);
  const distance = mul(Math.sqrt(5), sqrt(squared));
  const polynomial = add(add(1, distance), mul(5 / 3, squared));
  const matern = mul(polynomial, exp(sub(0, distance)));
  return add(mul(kernel.curved, matern), mul(kernel.straight, products));
}

/** |x − t|² = |x|² − 2 x · t + |t|² of scaled rows, at least 0, and x · t of plain ones, in some columns. */
function partOf(
  graph: Graph,
  name: string,
  t: KernelRows,
  from: number,
  to: number,
  scales: Float64Array,
): { readonly squared: string; readonly product: string } {
  const { add, atLeastZero, mul, sub } = arithmetic(graph);
  const width = to - from;
  const own = new Float64Array(width * t.rows);
  const scaled = new Float64Array(width * t.rows);
  const squares = new Float64Array(t.rows);
  for (let row = 0; row < t.rows; row++) {
    for (let column = 0; column < width; column++) {
      const value = t.data[row * t.columns + from + column] ?? 0;
      const weighted = (scales[from + column] ?? 0) * value;
      own[column * t.rows + row] = value;
      scaled[column * t.rows + row] = 2 * weighted;
      squares[row] = (squares[row] ?? 0) + weighted * value;
    }
  }
  const low = graph.doubles([-FARTHEST], []);
  const above = graph.add('Max', [cast(graph, name, 'double'), low]);
  const x = graph.add('Min', [above, graph.doubles([FARTHEST], [])]);
  const product = graph.add('MatMul', [x, graph.doubles(own, [width, t.rows])]);
  const weights = graph.doubles(scales.subarray(from, to), [1, width]);
  const norms = add(rowSum(graph, mul(mul(x, x), weights)), graph.doubles(squares, [1, t.rows]));
  const both = graph.add('MatMul', [x, graph.doubles(scaled, [width, t.rows])]);
  return { squared: atLeastZero(sub(norms, both)), product };
}

function transposed(values: Float64Array, rows: number, columns: number): Float64Array {
  return values.map((_, at) => values[(at % rows) * columns + Math.floor(at / rows)] ?? 0);
}
