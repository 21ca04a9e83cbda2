import type { DenseProduct } from '../engine/dense-product.js';
import type { Matrix } from '../matrix/matrix.js';
import type { Random } from '../util/random.js';
import { evenBlocks } from './even-blocks.js';
import { principalComponents } from './principal-components.js';

/** Directions in which what a backbone makes of pictures differs most; plain data. */
export interface DeepAxes {
  readonly kind: 'deep-axes';
  readonly components: number;
  /** What the values are multiplied by, (values, components), and what is added. */
  readonly axes: Float32Array;
  readonly offset: Float32Array;
}

/** Throws where what a file holds as learned has arrays of other lengths than belong together. */
export function checkDeepAxes({ components, axes, offset }: DeepAxes): void {
  const areArrays = axes instanceof Float32Array && offset instanceof Float32Array;
  const isWhole = components > 0 ? axes.length % components === 0 : axes.length === 0;
  if (!areArrays || offset.length !== components || !isWhole)
    throw new Error('what it learned of its backbone is damaged');
}

/** Pictures that directions are learned of. */
const MOST_PICTURES = 4000;
/** Pictures of training for each direction at least: of few pictures the others are chance. */
const PICTURES_EACH = 4;

/** Learned of these pictures, (pictures, values): as many directions as are asked for at most. */
export function fitDeepAxes(
  values: Matrix,
  most: number,
  random: Random,
  product: DenseProduct,
): DeepAxes {
  const some = evenRows(values, MOST_PICTURES);
  if (some.rows === 0)
    return {
      kind: 'deep-axes',
      components: 0,
      axes: new Float32Array(),
      offset: new Float32Array(),
    };
  const count = Math.max(1, Math.min(most, Math.floor(some.rows / PICTURES_EACH)));
  const block = { end: some.columns, isEvened: false, variance: 1 };
  const { evened, means, scales } = evenBlocks(some, [block]);
  const { columns: components, data: axes } = principalComponents(evened, count, random, product);
  const offset = new Float32Array(components);
  for (let i = 0; i < some.columns; i++) {
    for (let j = 0; j < components; j++) {
      const along = (axes[i * components + j] as number) * (scales[i] as number);
      axes[i * components + j] = along;
      offset[j] = (offset[j] as number) - (means[i] as number) * along;
    }
  }
  return { kind: 'deep-axes', components, axes, offset };
}

/** (pictures, components). */
export function alongDeepAxes(
  { components, axes, offset }: DeepAxes,
  values: Matrix,
  product: DenseProduct,
): Matrix {
  if (components === 0 || values.rows === 0)
    return {
      rows: values.rows,
      columns: components,
      data: new Float32Array(values.rows * components),
    };
  return product.times(values, { rows: values.columns, columns: components, data: axes }, offset);
}

function evenRows(values: Matrix, most: number): Matrix {
  const { rows, columns, data } = values;
  const step = rows / most;
  if (step <= 1) return values;
  const taken = new Float32Array(most * columns);
  for (let i = 0; i < most; i++) {
    const row = Math.floor(i * step);
    taken.set(data.subarray(row * columns, (row + 1) * columns), i * columns);
  }
  return { rows: most, columns, data: taken };
}
