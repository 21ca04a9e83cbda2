import { emptyLike } from './compact-column.js';
import { concatPictures, createImageColumn, pictureCount, placesOfCodes } from './image-column.js';
import { createListColumn, listsOf } from './list-column.js';
import {
  type Allocate,
  type Column,
  type ColumnCodes,
  type ColumnNumbers,
  type ImageColumn,
  type Labels,
  MISSING,
  type Table,
} from './table.js';
import { createTextColumn, textsOf } from './text-column.js';

/**
 * The rows of one table, then those of another with the same columns. Where one has weights, rows of the other count 1 each.
 * Throws for tables with groups or times: their codes are each table's own, and folds are not laid over two files.
 */
export function concatTables(a: Table, b: Table, allocate: Allocate): Table {
  if ([a, b].some(({ groups, times }) => groups ?? times))
    throw new Error('tables with groups or times cannot be put under each other');
  const numbers = (x: ColumnNumbers, y: ColumnNumbers) =>
    under(x, y, new Float64Array(allocate((x.length + y.length) * 8)));
  const codes = (x: ColumnCodes, y: ColumnCodes) =>
    under(x, y, new Int32Array(allocate((x.length + y.length) * 4)));
  const asNarrow: Concat['asNarrow'] = (x, y, wide) =>
    x.constructor === y.constructor
      ? under(x, y, emptyLike(x, x.length + y.length, allocate))
      : wide(x, y);
  const columns = a.columns.map((column, i) => {
    const other = b.columns[i];
    if (!other) throw new Error(`no column to put under ${column.name}`);
    return concatColumns(column, other, { numbers, codes, asNarrow }, allocate);
  });
  if (!a.target !== !b.target) throw new Error('one of two tables has no labels');
  const target =
    a.target && b.target && concatLabels(a.target, b.target, { numbers, codes, asNarrow });
  const isWeighted = a.weights ?? b.weights;
  const weights = isWeighted && numbers(weightsOf(a), weightsOf(b));
  return { kind: 'table', rows: a.rows + b.rows, columns, target, weights };
}

function weightsOf({ weights, rows }: Table): Float64Array {
  return weights ?? new Float64Array(rows).fill(1);
}

/** Puts values under each other. */
interface Concat {
  readonly numbers: (x: ColumnNumbers, y: ColumnNumbers) => Float64Array;
  readonly codes: (x: ColumnCodes, y: ColumnCodes) => Int32Array;
  /** In the type of both, or in the widest where they are of two. */
  readonly asNarrow: <Values extends ColumnNumbers | ColumnCodes>(
    x: Values,
    y: Values,
    wide: (x: Values, y: Values) => Values,
  ) => Values;
}

function under<Values extends ColumnNumbers | ColumnCodes>(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  both: Values,
): Values {
  both.set(x);
  both.set(y, x.length);
  return both;
}

function concatLabels(a: Labels, b: Labels, { numbers, codes }: Concat): Labels {
  if (a instanceof Int32Array && b instanceof Int32Array) return codes(a, b);
  if (a instanceof Float64Array && b instanceof Float64Array) return numbers(a, b);
  throw new Error('labels of two kinds');
}

function concatColumns(
  a: Column,
  b: Column,
  { numbers, codes, asNarrow }: Concat,
  allocate: Allocate,
): Column {
  if (a.kind === 'text' && b.kind === 'text') {
    const texts = textsOf(a);
    const moved = codesMoved(b.codes, texts.length);
    return createTextColumn(a.name, codes(a.codes, moved), [...texts, ...textsOf(b)], allocate);
  }
  if (a.kind === 'list' && b.kind === 'list') {
    const lists = listsOf(a);
    const moved = codesMoved(b.codes, lists.length);
    return createListColumn(
      a.name,
      codes(a.codes, moved),
      [...lists, ...listsOf(b)],
      a.items,
      allocate,
    );
  }
  if (a.kind === 'image' && b.kind === 'image')
    return concatImages(a, b, (moved) => codes(a.codes, moved), allocate);
  if (a.kind === 'coded' && b.kind === 'coded')
    return { ...a, codes: asNarrow<ColumnCodes>(a.codes, b.codes, codes) };
  if (a.kind === 'datetime' && b.kind === a.kind)
    return { ...a, values: asNarrow<ColumnNumbers>(a.values, b.values, numbers) };
  if (a.kind === 'numeric' && b.kind === 'numeric') {
    const own = { ...a, values: asNarrow<ColumnNumbers>(a.values, b.values, numbers) };
    const parts = a.parts?.map((part) => {
      const other = b.parts?.find(({ name }) => name === part.name);
      if (!other) throw new Error(`no ${part.name} to put under that of ${a.name}`);
      return { ...part, values: asNarrow<ColumnNumbers>(part.values, other.values, numbers) };
    });
    return parts ? { ...own, parts } : own;
  }
  throw new Error(`columns of two kinds: ${a.name}`);
}

/** Codes of a dictionary that lies behind another one. */
function codesMoved(codes: ColumnCodes, by: number): Int32Array {
  return Int32Array.from(codes, (code) => (code === MISSING ? MISSING : code + by));
}

function concatImages(
  a: ImageColumn,
  b: ImageColumn,
  codesBehind: (moved: Int32Array) => Int32Array,
  allocate: Allocate,
): ImageColumn {
  const lists = placesOfCodes(a);
  const pictures = pictureCount(a);
  const moved = codesMoved(b.codes, lists.length);
  const behind = placesOfCodes(b).map((list) => list.map((place) => place + pictures));
  const all = [...lists, ...behind];
  return createImageColumn(
    a.name,
    codesBehind(moved),
    all,
    concatPictures(a, b, allocate),
    allocate,
  );
}
