import type { ConvertedType, FileMetaData, SchemaElement, SchemaTree } from 'hyparquet';
import { cellText } from './cell-text.js';
import { decimalsWithin, decimalValue } from './parquet-decimals.js';
import { FORM } from './plain-number.js';
import type { ValueColumn } from './value-column.js';

/** Adds values of a column, as the file's library gives them, to the cells so far. */
export type PushValues = (cells: ValueColumn, values: ArrayLike<unknown>) => void;

/** Types whose bytes are told apart here. */
const EXACT = new Set(['INT32', 'INT64', 'FIXED_LEN_BYTE_ARRAY', 'BYTE_ARRAY']);
/** Types that the file's library knows by an older word alone, which newer writers leave out. */
const OLDER: Readonly<Record<string, ConvertedType>> = { DATE: 'DATE', LIST: 'LIST', MAP: 'MAP' };
/** Digits of a decimal behind the point. */
const MOST_PLACES = 128;
const SECONDS = { MILLIS: 1e3, MICROS: 1e6, NANOS: 1e9 } as const;

/**
 * Decimals are given as products of doubles, which keep 15 digits and not always those: of the types in EXACT they are read as
 * whole numbers instead, in columns and in what these hold. Changes the metadata, and gives how values of each column are
 * pushed then.
 */
export function valuesAsWritten(
  metadata: FileMetaData,
  columns: readonly SchemaTree[],
): (column: SchemaTree) => PushValues {
  const scales = decimalScales(metadata);
  const within = new Map(
    columns.map((tree) => {
      const read = decimalsWithin(tree, (element, as) => {
        const scale = scales.get(element);
        if (scale !== undefined && as === 'whole') {
          delete element.converted_type;
          delete element.logical_type;
        }
        return scale;
      });
      return [tree, read];
    }),
  );
  return (column) => {
    const { element } = column;
    const scale = scales.get(element);
    if (scale !== undefined && element.repetition_type !== 'REPEATED') return pushDecimals(scale);
    const read = within.get(column);
    if (read) return pushEach((cells, value) => cells.push([read(value)]));
    if (element.type === 'FLOAT') return pushFloats;
    if (isBytes(element)) return pushBytes;
    const unit = timeUnit(element);
    if (!unit) return (cells, values) => cells.push(values);
    return pushEach((cells, value) => cells.push([timeText(value, unit)]));
  };
}

/** Types by the words that the file's library knows, and the places of all decimals. */
function decimalScales({ schema }: FileMetaData): ReadonlyMap<SchemaElement, number> {
  const scales = new Map<SchemaElement, number>();
  for (const element of schema) {
    const { type = '', converted_type: converted, logical_type: logical } = element;
    // Old writers say so of a map itself.
    const isMap = converted === 'MAP_KEY_VALUE';
    const older = isMap ? 'MAP' : (converted ?? OLDER[logical?.type ?? '']);
    if (older) element.converted_type = older;
    const written = logical?.type === 'DECIMAL' ? logical : undefined;
    const isDecimal = converted === 'DECIMAL' || written !== undefined;
    if (!isDecimal || !EXACT.has(type)) continue;
    const scale = element.scale ?? written?.scale ?? 0;
    if (!(scale >= 0 && scale <= MOST_PLACES))
      throw new Error(`column "${element.name}" has decimals of ${scale} places`);
    Object.assign(element, { converted_type: 'DECIMAL', scale });
    scales.set(element, scale);
  }
  return scales;
}

function pushEach(push: (cells: ValueColumn, value: unknown) => void): PushValues {
  return (cells, values) => {
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (value === null || value === undefined) cells.pushMissing(1);
      else push(cells, value);
    }
  };
}

const pushFloats = pushEach((cells, value) => {
  if (typeof value === 'number' && Number.isFinite(value)) cells.pushNumber(value + 0, FORM.float);
  else cells.push([value]);
});

/** What is not said to be text: texts of old writers, or files. */
function isBytes({ type, converted_type: converted, logical_type: logical }: SchemaElement) {
  return type === 'BYTE_ARRAY' && converted !== 'UTF8' && logical?.type !== 'STRING';
}

const MOST_KNOWN = 2 ** 16;

/** Values of a dictionary are there once, however many rows have them. */
const pushBytes: PushValues = (cells, values) => {
  const known = new Map<unknown, string>();
  pushEach((own, value) => {
    if (!(value instanceof Uint8Array)) return own.push([value]);
    const text = known.get(value) ?? cellText(value);
    if (known.size < MOST_KNOWN) known.set(value, text);
    own.push([text]);
  })(cells, values);
};

function pushDecimals(scale: number): PushValues {
  return pushEach((cells, value) => {
    const own = decimalValue(value, scale);
    if (typeof own === 'number') cells.pushNumber(own, scale);
    else cells.push([own]);
  });
}

function timeUnit({ converted_type: type, logical_type: logical }: SchemaElement) {
  if (logical?.type === 'TIME') return logical.unit;
  return type === 'TIME_MILLIS' ? 'MILLIS' : type === 'TIME_MICROS' ? 'MICROS' : undefined;
}

/** `13:05:00`, with thousandths where there are any. */
function timeText(value: unknown, unit: keyof typeof SECONDS): string {
  const thousandths = Math.floor((Number(value) * 1000) / SECONDS[unit]);
  return new Date(thousandths).toISOString().slice(11, 23).replace('.000', '');
}
