import type { KernelRows } from './kernel-rows.js';
import type { ModelTensor, SavedModel } from './model-family.js';
import { savedNumber, savedTensor } from './saved-model.js';

/** Rows as tensors: numbers whole; of levels and terms what is not 0, as most rows lack most of them. */
export function savedKernelRows({ rows, columns, numbers, data }: KernelRows): {
  readonly json: Readonly<Record<string, number>>;
  readonly tensors: Readonly<Record<string, ModelTensor>>;
} {
  const dense = new Float32Array(rows * numbers);
  const entries = new Float32Array(rows);
  const places: number[] = [];
  const values: number[] = [];
  for (let row = 0; row < rows; row++) {
    const own = data.subarray(row * columns, (row + 1) * columns);
    dense.set(own.subarray(0, numbers), row * numbers);
    const before = places.length;
    for (let column = numbers; column < columns; column++) {
      if (own[column] === 0) continue;
      places.push(column);
      values.push(own[column] as number);
    }
    entries[row] = places.length - before;
  }
  const sparse = { entries, places: Float32Array.from(places), values: Float32Array.from(values) };
  return { json: { count: rows, columns, numbers }, tensors: { numbers: dense, ...sparse } };
}

/** The rows of a model that was saved; until format 5 levels were saved whole too. */
export function loadedKernelRows(saved: SavedModel): KernelRows {
  const [rows, columns] = [savedNumber(saved, 'count'), savedNumber(saved, 'columns')];
  const numbers = savedNumber(saved, 'numbers');
  if (saved.tensors.rows) {
    const data = Float64Array.from(savedTensor(saved, 'rows', rows * columns));
    return { rows, columns, numbers, data };
  }
  const dense = savedTensor(saved, 'numbers', rows * numbers);
  const entries = savedTensor(saved, 'entries', rows);
  const all = entries.reduce((sum, own) => sum + own, 0);
  const places = savedTensor(saved, 'places', all);
  const values = savedTensor(saved, 'values', all);
  const data = new Float64Array(rows * columns);
  let at = 0;
  for (let row = 0; row < rows; row++) {
    data.set(dense.subarray(row * numbers, (row + 1) * numbers), row * columns);
    for (const end = at + (entries[row] as number); at < end; at++) {
      const column = places[at] ?? -1;
      if (!(column >= numbers && column < columns)) {
        throw new Error(`the saved ${saved.kind} model has no column ${column}`);
      }
      data[row * columns + column] = values[at] as number;
    }
  }
  return { rows, columns, numbers, data };
}
