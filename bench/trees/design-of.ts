import type { DesignMatrix } from '../../src/matrix/design-matrix.js';
import type { RawMatrix } from '../../src/trees/tree.js';

/** Rows of numbers, and of codes behind them, as a model gets them. */
export function designOf(
  { rows, columns, data }: RawMatrix,
  { numbers, codes }: { readonly numbers: number; readonly codes: number },
): DesignMatrix {
  const features = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ name: `${i}`, source: `${i}` }));
  const valueAt = (row: number, column: number) => data[row * columns + column] ?? Number.NaN;
  const own = Array.from({ length: numbers }, (_, column) => ({
    values: Float64Array.from({ length: rows }, (_, row) => valueAt(row, column)),
  }));
  const levels = Int32Array.from({ length: rows * codes }, (_, i) =>
    valueAt(Math.floor(i / codes), numbers + (i % codes)),
  );
  const cardinalities = features(codes).map(() => levels.reduce((a, b) => Math.max(a, b + 1), 1));
  return {
    rows,
    blocks: [
      { kind: 'raw', rows, columns: own, features: features(numbers) },
      { kind: 'codes', rows, codes: levels, cardinalities, features: features(codes) },
    ],
  };
}
