import {
  both,
  isCount,
  isFlag,
  isSide,
  isText,
  listOf,
  ofKind,
  optional,
  type Shape,
  withFields,
} from '../util/shapes.js';
import { MISSING, type Table, UNSEEN } from './table.js';

type Numbers = Float64Array | Float32Array | Int32Array | Int16Array | Int8Array | Uint8Array;

/** A typed array of one of these kinds. */
function arrayOf(...kinds: readonly (new (length: number) => Numbers)[]): Shape {
  return (value, what) => {
    if (!kinds.some((kind) => value instanceof kind)) throw new Error(`${what} is no array`);
  };
}

const isNumbers = arrayOf(Float64Array, Float32Array);
const isCodes = arrayOf(Int32Array, Int16Array, Int8Array);
const isPlaces = arrayOf(Int32Array);
const isParts = optional(listOf(withFields({ name: isText, values: isNumbers })));

const isColumn = both(
  withFields({ name: isText }),
  ofKind({
    numeric: withFields({ values: isNumbers, parts: isParts }),
    datetime: withFields({ values: isNumbers }),
    coded: withFields({ codes: isCodes, levels: isCount, isOrdered: optional(isFlag) }),
    text: withFields({ codes: isCodes, bytes: arrayOf(Uint8Array), offsets: isPlaces }),
    list: withFields({ codes: isCodes, offsets: isPlaces, own: isPlaces, items: isCount }),
    image: withFields({
      ...{ codes: isCodes, offsets: isPlaces, own: isPlaces, side: isSide },
      ...{ pixels: arrayOf(Uint8Array), sizes: arrayOf(Float64Array) },
      deep: optional(arrayOf(Float32Array)),
    }),
  }),
);

const isTable = withFields({
  ...{ rows: isCount, columns: listOf(isColumn) },
  target: optional(arrayOf(Float64Array, Int32Array)),
  ...{ weights: optional(arrayOf(Float64Array)), groups: optional(isPlaces) },
  times: optional(arrayOf(Float64Array)),
});

/** Throws where what a file holds is no table, or codes or places in it are of nothing that is there. */
export function checkTable(stored: unknown): asserts stored is Table {
  isTable(stored, 'the table');
  const { rows, columns, target, weights, groups, times } = stored as Table;
  for (const own of [target, weights, groups, times]) needRows(own, rows);
  for (const column of columns) {
    switch (column.kind) {
      case 'numeric':
      case 'datetime':
        needRows(column.values, rows);
        if (column.kind === 'numeric')
          for (const { values } of column.parts ?? []) needRows(values, rows);
        break;
      case 'coded':
        needRows(column.codes, rows);
        needWithin(column.codes, UNSEEN, column.levels);
        break;
      case 'text':
        needDictionary(column.codes, column.offsets, column.bytes.length, rows);
        break;
      case 'list':
        needDictionary(column.codes, column.offsets, column.own.length, rows);
        needWithin(column.own, UNSEEN, column.items);
        break;
      case 'image':
        needPictures(column, rows);
    }
  }
}

function needPictures(
  column: Extract<Table['columns'][number], { readonly kind: 'image' }>,
  rows: number,
): void {
  const { codes, offsets, own, side, pixels, sizes, deep } = column;
  const pictures = sizes.length / 3;
  needDictionary(codes, offsets, own.length, rows);
  needWithin(own, 0, pictures);
  const isWhole = Number.isInteger(pictures) && pixels.length === pictures * side * side * 3;
  if (!isWhole || (deep && pictures > 0 && deep.length % pictures !== 0))
    throw new Error(`column "${column.name}" has not the pixels of its pictures`);
}

/** Codes are of entries that follow each other among so many values. */
function needDictionary(
  codes: ArrayLike<number>,
  offsets: Int32Array,
  values: number,
  rows: number,
): void {
  needRows(codes, rows);
  needWithin(codes, MISSING, Math.max(0, offsets.length - 1));
  const rise = offsets.every((offset, i) => offset >= (i === 0 ? 0 : (offsets[i - 1] as number)));
  if (!rise || (offsets.at(-1) ?? 0) > values) throw new Error('a column has entries of nothing');
}

function needRows(values: ArrayLike<unknown> | undefined, rows: number): void {
  if (values && values.length !== rows)
    throw new Error(`a column has ${values.length} cells, not ${rows}`);
}

function needWithin(codes: ArrayLike<number>, least: number, end: number): void {
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    if (!(code >= least && code < end)) throw new Error(`a column has the code ${code} of nothing`);
  }
}

/** Throws where a table has other columns than these, as each kind of cell is kept. */
export function checkColumns(
  { columns }: Table,
  wanted: readonly { readonly name: string; readonly kinds: readonly string[] }[],
): void {
  const isOwn = ({ name, kinds }: (typeof wanted)[number], i: number) =>
    columns[i]?.name === name && kinds.includes(columns[i]?.kind ?? '');
  if (columns.length !== wanted.length || !wanted.every(isOwn))
    throw new Error('its table has other columns than its model');
}
