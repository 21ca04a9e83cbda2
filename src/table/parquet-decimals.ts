import type { SchemaElement, SchemaTree } from 'hyparquet';
import { isRecord } from '../util/is-record.js';
import { POWERS } from './plain-number.js';

/** A value with its decimals as they are written. */
export type ReadDecimals = (value: unknown) => unknown;

const MOST_EXACT = 1e15;
/** Bytes of a decimal, those of 76 digits have 32. */
const LONGEST = 64;
/** Digits behind the point that are printed of a number. */
const MOST_FIXED = 100;

/**
 * How values of a list, a map or what is in them are read, whose decimals come as whole numbers, those of keys as texts of
 * products; undefined where it has none. `scaleOf` is asked for those that are to come as whole numbers.
 */
export function decimalsWithin(
  tree: SchemaTree,
  scaleOf: (element: SchemaElement, as: 'whole' | 'product') => number | undefined,
): ReadDecimals | undefined {
  const { element, children } = tree;
  const [first] = children;
  if (element.logical_type?.type === 'VARIANT') return undefined;
  if (!first) {
    const scale = scaleOf(element, 'whole');
    return scale === undefined ? undefined : ofEach((value) => listedDecimal(value, scale));
  }
  if (isList(tree)) return decimalsWithin(first.children[0] ?? first, scaleOf);
  if (isMap(tree)) {
    const [key, value] = first.children as [SchemaTree, SchemaTree];
    const scale = scaleOf(key.element, 'product');
    const read = decimalsWithin(value, scaleOf);
    const name = scale === undefined ? undefined : (text: string) => fixed(text, scale);
    return read || name ? ofEach((own) => ofEntries(own, () => read, name)) : undefined;
  }
  const fields = new Map(children.map((own) => [own.element.name, decimalsWithin(own, scaleOf)]));
  if ([...fields.values()].every((read) => !read)) return undefined;
  return ofEach((own) => ofEntries(own, (name) => fields.get(name)));
}

/** As the file's library tells lists and maps. */
function isList({ element, children }: SchemaTree): boolean {
  const [first] = children;
  const isOne = children.length === 1 && (first?.children.length ?? 0) <= 1;
  return element.converted_type === 'LIST' && isOne && isRepeated(first);
}

function isMap({ element, children }: SchemaTree): boolean {
  const [first] = children;
  const isOne = children.length === 1 && first?.children.length === 2;
  const isPlain = !first?.children.some(isRepeated);
  return element.converted_type === 'MAP' && isOne && isPlain && isRepeated(first);
}

function isRepeated(tree: SchemaTree | undefined): boolean {
  return tree?.element.repetition_type === 'REPEATED';
}

/** The same of all values of lists, as deep as they are. */
function ofEach(read: ReadDecimals): ReadDecimals {
  const own: ReadDecimals = (value) => {
    if (value === null || value === undefined) return value;
    return Array.isArray(value) ? value.map(own) : read(value);
  };
  return own;
}

function ofEntries(
  value: unknown,
  readOf: (name: string) => ReadDecimals | undefined,
  nameOf = (name: string) => name,
): unknown {
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(([name, own]) => {
    const read = readOf(name);
    return [nameOf(name), read ? read(own) : own];
  });
  return Object.fromEntries(entries);
}

/** A number where it is printed with the decimal's digits, else their text. */
function listedDecimal(value: unknown, scale: number): number | string {
  const own = decimalValue(value, scale);
  if (typeof own === 'number') return own;
  const shortest = scale > 0 ? own.replace(/\.?0*$/, '') : own;
  return String(Number(own)) === shortest ? Number(own) : own;
}

/** A number where doubles hold its digits, else their text. */
export function decimalValue(value: unknown, scale: number): number | string {
  const whole = value instanceof Uint8Array ? signed(value) : (value as number | bigint);
  const size = Number(whole);
  const power = POWERS[scale] ?? Number.NaN;
  // A whole number of 15 digits over a power of ten is rounded once, as its text would be.
  const isExact = Math.abs(size) < MOST_EXACT && !Number.isNaN(power);
  return isExact ? size / power : decimalText(BigInt(whole), scale);
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

/** A key, which is given as a product's text, to the places of its decimal. */
function fixed(product: string, scale: number): string {
  return String(Number(Number(product).toFixed(Math.min(scale, MOST_FIXED))));
}
