/** The kinds of values in an ONNX graph that are used here, by their number in the format. */
export const ELEMENT_TYPES = {
  float: 1,
  uint8: 2,
  int64: 7,
  string: 8,
  bool: 9,
  double: 11,
} as const;
export type ElementType = keyof typeof ELEMENT_TYPES;

/** A constant of a graph; strings stand as texts, all others as the bytes of their values. */
export interface Tensor {
  readonly type: ElementType;
  readonly dims: readonly number[];
  readonly data: Uint8Array | readonly string[];
}

export function floatTensor(values: ArrayLike<number>, dims: readonly number[]): Tensor {
  return tensorOf('float', values, dims, 4, (view, at, value) => view.setFloat32(at, value, true));
}

export function doubleTensor(values: ArrayLike<number>, dims: readonly number[]): Tensor {
  return tensorOf('double', values, dims, 8, (view, at, value) => view.setFloat64(at, value, true));
}

/** Of whole numbers. */
export function intTensor(values: ArrayLike<number>, dims: readonly number[]): Tensor {
  return tensorOf('int64', values, dims, 8, (view, at, value) =>
    view.setBigInt64(at, BigInt(value), true),
  );
}

/** Of whole numbers from 0 to 255. */
export function byteTensor(values: ArrayLike<number>, dims: readonly number[]): Tensor {
  checkSize(values.length, dims);
  return { type: 'uint8', dims, data: Uint8Array.from(values) };
}

export function stringTensor(values: readonly string[], dims: readonly number[]): Tensor {
  checkSize(values.length, dims);
  return { type: 'string', dims, data: values };
}

function tensorOf(
  type: ElementType,
  values: ArrayLike<number>,
  dims: readonly number[],
  size: number,
  put: (view: DataView, at: number, value: number) => void,
): Tensor {
  checkSize(values.length, dims);
  const data = new Uint8Array(values.length * size);
  const view = new DataView(data.buffer);
  for (let i = 0; i < values.length; i++) put(view, i * size, values[i] ?? 0);
  return { type, dims, data };
}

function checkSize(count: number, dims: readonly number[]): void {
  const size = dims.reduce((product, dim) => product * dim, 1);
  if (size !== count) throw new Error(`a tensor of ${dims.join(' × ')} got ${count} values`);
}
