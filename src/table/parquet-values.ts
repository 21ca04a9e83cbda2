import type { ConvertedType, FileMetaData, SchemaElement, SchemaTree } from 'hyparquet';
import { isRecord } from '../util/is-record.js';
import { cellText } from './cell-text.js';
import { FORM, POWERS } from './plain-number.js';
import type { ValueColumn } from './value-column.js';

/** Adds values of a column, as the file's library gives them, to the cells so far. */
export type PushValues = (cells: ValueColumn, values: ArrayLike<unknown>) => void;

/** Types whose bytes are told apart here. */
const EXACT = new Set(['INT32', 'INT64', 'FIXED_LEN_BYTE_ARRAY', 'BYTE_ARRAY']);
/** Types that the file's library knows by an older word alone, which newer writers leave out. */
const OLDER: Readonly<Record<string, ConvertedType>> = { DATE: 'DATE', LIST: 'LIST', MAP: 'MAP' };
const MOST_EXACT = 1e15;
/** Bytes of a decimal, those of 76 digits have 32, and its digits behind the point. */
const [LONGEST, MOST_PLACES] = [64, 128];
const SECONDS = { MILLIS: 1e3, MICROS: 1e6, NANOS: 1e9 } as const;

/**
 * Decimals are given as products of doubles, which keep 15 digits and not always those: of the types in EXACT they are read as
 * whole numbers instead where they are a column, and in lists rounded to 15 digits. Changes the metadata, and gives how values of
 * each column are pushed then.
 */
export function valuesAsWritten(
  metadata: FileMetaData,
  columns: readonly SchemaTree[],
): (column: SchemaTree) => PushValues {
  const isAlone = ({ element }: SchemaTree) => element.repetition_type !== 'REPEATED';
  const alone = new Set(columns.filter(isAlone).map(({ element }) => element));
  const scales = new Map<SchemaElement, number>();
  const listed = new Set<SchemaElement>();
  for (const element of metadata.schema) {
    const { type = '', converted_type: converted, logical_type: logical } = element;
    const older = converted ?? OLDER[logical?.type ?? ''];
    if (older) element.converted_type = older;
    const written = logical?.type === 'DECIMAL' ? logical : undefined;
    const isDecimal = converted === 'DECIMAL' || written !== undefined;
    if (!isDecimal || !EXACT.has(type)) continue;
    const scale = element.scale ?? written?.scale ?? 0;
    if (!(scale >= 0 && scale <= MOST_PLACES))
      throw new Error(`column "${element.name}" has decimals of ${scale} places`);
    if (!alone.has(element)) {
      Object.assign(element, { converted_type: 'DECIMAL', scale });
      listed.add(element);
      continue;
    }
    scales.set(element, scale);
    delete element.converted_type;
    delete element.logical_type;
  }
  return (column) => {
    const { element } = column;
    const scale = scales.get(element);
    if (scale !== undefined) return pushDecimals(scale);
    if (hasLeaves(column, listed)) return pushEach((cells, value) => cells.push([rounded(value)]));
    if (element.type === 'FLOAT') return pushFloats;
    if (isBytes(element)) return pushBytes;
    const unit = timeUnit(element);
    if (!unit) return (cells, values) => cells.push(values);
    return pushEach((cells, value) => cells.push([timeText(value, unit)]));
  };
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

/** Whether all values of a column are of these elements. */
function hasLeaves({ element, children }: SchemaTree, of: ReadonlySet<SchemaElement>): boolean {
  return children.length > 0 ? children.every((own) => hasLeaves(own, of)) : of.has(element);
}

/** Numbers to 15 digits, in lists as deep as they are. */
function rounded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rounded);
  if (isRecord(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, rounded(own)]));
  }
  return typeof value === 'number' ? Number(value.toPrecision(15)) : value;
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
  const power = POWERS[scale] ?? Number.NaN;
  return pushEach((cells, value) => {
    const whole = value instanceof Uint8Array ? signed(value) : (value as number | bigint);
    const size = Number(whole);
    // A whole number of 15 digits over a power of ten is rounded once, as its text would be.
    if (Math.abs(size) < MOST_EXACT && !Number.isNaN(power)) {
      cells.pushNumber(size / power, scale);
    } else cells.push([decimalText(BigInt(whole), scale)]);
  });
}

function decimalText(whole: bigint, scale: number): string {
  const digits = `${whole < 0n ? -whole : whole}`.padStart(scale + 1, '0');
  const point = digits.length - scale;
  const fraction = scale > 0 ? `.${digits.slice(point)}` : '';
  return `${whole < 0n ? '-' : ''}${digits.slice(0, point)}${fraction}`;
}

/** Two's complement, the highest byte first. Throws where it is longer than any decimal: its time grows with the square. */
function signed(bytes: Uint8Array): bigint {
  if (bytes.length > LONGEST) throw new Error(`a decimal has ${bytes.length} bytes`);
  const value = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  return BigInt.asIntN(8 * bytes.length, value);
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
