import type { Allocate, Column, ColumnCodes, ColumnNumbers, NamedNumbers } from './table.js';

/** An array of the same type, on memory that is asked for. */
export function emptyLike<Values extends ColumnNumbers | ColumnCodes>(
  values: Values,
  length: number,
  allocate: Allocate,
): Values {
  const type = values.constructor as new (memory: ArrayBufferLike) => Values;
  return new type(allocate(length * values.BYTES_PER_ELEMENT));
}

/**
 * A copy of the column in as few bytes as hold it: numbers in single precision where that is each of them, codes in 8 or 16
 * bits. Texts, lists, pictures and dates are as they were.
 */
export function compactColumn(column: Column, allocate: Allocate): Column {
  if (column.kind === 'coded') return { ...column, codes: compactCodes(column.codes, allocate) };
  if (column.kind !== 'numeric') return column;
  const own = { ...column, values: compactNumbers(column.values, allocate) };
  const parts = column.parts?.map(
    (part): NamedNumbers => ({ ...part, values: compactNumbers(part.values, allocate) }),
  );
  return parts ? { ...own, parts } : own;
}

/** The numbers in double precision: themselves where they are. */
export function doubles(values: ColumnNumbers): Float64Array {
  return values instanceof Float64Array ? values : Float64Array.from(values);
}

function compactNumbers(values: ColumnNumbers, allocate: Allocate): ColumnNumbers {
  const isSingle = values.every((value) => Object.is(Math.fround(value), value));
  if (isSingle) return copied(values, new Float32Array(allocate(values.length * 4)));
  return copied(values, new Float64Array(allocate(values.length * 8)));
}

/** Codes below zero, of cells that are missing or unseen, are few. */
function compactCodes(codes: ColumnCodes, allocate: Allocate): ColumnCodes {
  let [least, most] = [0, 0];
  for (const code of codes) {
    if (code < least) least = code;
    if (code > most) most = code;
  }
  const fits = (bits: number) => least >= -(2 ** (bits - 1)) && most < 2 ** (bits - 1);
  if (fits(8)) return copied(codes, new Int8Array(allocate(codes.length)));
  if (fits(16)) return copied(codes, new Int16Array(allocate(codes.length * 2)));
  return copied(codes, new Int32Array(allocate(codes.length * 4)));
}

function copied<Values extends ColumnNumbers | ColumnCodes>(
  from: ArrayLike<number>,
  to: Values,
): Values {
  to.set(from);
  return to;
}

/**
 * Compacts column after column: each is made in memory that the next one is given again, as shared memory is collected late, so
 * that only copies stay. For columns of numbers and levels alone.
 */
export function createCompactor(
  allocate: Allocate,
): (make: (moment: Allocate) => Column) => Column {
  const buffers: ArrayBuffer[] = [];
  return (make) => {
    const free = [...buffers];
    const column = make((bytes) => {
      const place = free.findIndex(({ byteLength }) => byteLength === bytes);
      const [again] = place < 0 ? [] : free.splice(place, 1);
      if (again) return again;
      const made = new ArrayBuffer(bytes);
      buffers.push(made);
      return made;
    });
    return compactColumn(column, allocate);
  };
}
