import { type Allocate, type Column, type Labels, MISSING, type Table } from './table.js';
import { createTextColumn, textsOf } from './text-column.js';

/** The rows of one table, then those of another with the same columns. */
export function concatTables(a: Table, b: Table, allocate: Allocate): Table {
  const numbers = (x: Float64Array, y: Float64Array) => {
    const both = new Float64Array(allocate((x.length + y.length) * 8));
    both.set(x);
    both.set(y, x.length);
    return both;
  };
  const codes = (x: Int32Array, y: Int32Array) => {
    const both = new Int32Array(allocate((x.length + y.length) * 4));
    both.set(x);
    both.set(y, x.length);
    return both;
  };
  const columns = a.columns.map((column, i) => {
    const other = b.columns[i];
    if (!other) throw new Error(`no column to put under ${column.name}`);
    return concatColumns(column, other, { numbers, codes }, allocate);
  });
  const target = a.target && b.target && concatLabels(a.target, b.target, { numbers, codes });
  const weights = a.weights && b.weights && numbers(a.weights, b.weights);
  return { kind: 'table', rows: a.rows + b.rows, columns, target, weights };
}

/** Puts values under each other. */
interface Concat {
  readonly numbers: (x: Float64Array, y: Float64Array) => Float64Array;
  readonly codes: (x: Int32Array, y: Int32Array) => Int32Array;
}

function concatLabels(a: Labels, b: Labels, { numbers, codes }: Concat): Labels {
  if (a instanceof Int32Array && b instanceof Int32Array) return codes(a, b);
  if (a instanceof Float64Array && b instanceof Float64Array) return numbers(a, b);
  throw new Error('labels of two kinds');
}

function concatColumns(
  a: Column,
  b: Column,
  { numbers, codes }: Concat,
  allocate: Allocate,
): Column {
  if (a.kind === 'text' && b.kind === 'text') {
    const texts = textsOf(a);
    const moved = b.codes.map((code) => (code === MISSING ? MISSING : code + texts.length));
    return createTextColumn(a.name, codes(a.codes, moved), [...texts, ...textsOf(b)], allocate);
  }
  if (a.kind === 'coded' && b.kind === 'coded') return { ...a, codes: codes(a.codes, b.codes) };
  if (
    (a.kind === 'numeric' && b.kind === 'numeric') ||
    (a.kind === 'datetime' && b.kind === a.kind)
  )
    return { ...a, values: numbers(a.values, b.values) };
  throw new Error(`columns of two kinds: ${a.name}`);
}
