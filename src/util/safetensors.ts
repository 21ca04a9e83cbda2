import { AutofitError } from './errors.js';
import { isTooDeep } from './json-depth.js';

const DTYPES = {
  F32: Float32Array,
  F64: Float64Array,
  F16: Uint16Array,
  I32: Int32Array,
  I16: Int16Array,
  I8: Int8Array,
  U8: Uint8Array,
} as const;
type Dtype = keyof typeof DTYPES;

/** The values of a tensor; those of 16 bits are the bits of halves (half-floats.ts). */
export type TensorValues =
  | Float32Array
  | Float64Array
  | Uint16Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint8Array;

/** Tensors by name, and text by key. */
export interface TensorFile {
  readonly tensors: Readonly<Record<string, TensorValues>>;
  readonly metadata: Readonly<Record<string, string>>;
}

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/**
 * The bytes of a safetensors file: the header's length (8 bytes, little-endian), the header as JSON padded
 * to 8 bytes, then the tensors, wider elements first so that all are aligned, else in the order of their names. (https://github.com/huggingface/safetensors)
 */
export function encodeTensors({ tensors, metadata }: TensorFile): Uint8Array<ArrayBuffer> {
  const widthOf = (name: string) => tensors[name]?.BYTES_PER_ELEMENT ?? 0;
  const names = Object.keys(tensors)
    .sort()
    .sort((a, b) => widthOf(b) - widthOf(a));
  const header: Record<string, HeaderEntry | Readonly<Record<string, string>>> = {
    __metadata__: metadata,
  };
  let end = 0;
  for (const name of names) {
    const tensor = tensors[name] ?? new Float32Array();
    const data_offsets = [end, end + tensor.byteLength] as const;
    header[name] = { dtype: dtypeOf(tensor), shape: [tensor.length], data_offsets };
    end += tensor.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const headerLength = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + headerLength + end).fill(0x20, 8, 8 + headerLength);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.set(text, 8);
  let place = 8 + headerLength;
  for (const name of names) {
    const data = littleEndian(tensors[name] ?? new Float32Array());
    bytes.set(data, place);
    place += data.length;
  }
  return bytes;
}

/** Reads what `encodeTensors` writes. Throws an AutofitError for anything else, cut files included. */
export function decodeTensors(bytes: Uint8Array): TensorFile {
  const { header, start } = readHeader(bytes, refuse);
  const tensors: [string, TensorValues][] = [];
  let room = bytes.length - start;
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const tensor = tensorOf(bytes.subarray(start), name, entry as HeaderEntry, refuse);
    tensors.push([name, tensor]);
    room -= tensor.byteLength;
    // At once: a short header can name the same bytes so often that no memory is enough for their copies.
    if (room < 0) refuse('its length is not what its header says');
  }
  if (room !== 0) refuse('its length is not what its header says');
  // Not by assignment, which takes the name __proto__ otherwise.
  return {
    tensors: Object.fromEntries(tensors),
    metadata: checkedMetadata(header.__metadata__),
  };
}

/** The text by key of a file that `encodeTensors` wrote, of its first bytes: those of its header. Throws an AutofitError for anything else. */
export function decodeMetadata(bytes: Uint8Array): Readonly<Record<string, string>> {
  return checkedMetadata(readHeader(bytes, refuse).header.__metadata__);
}

/** A tensor with its shape. */
export interface ShapedTensor {
  readonly shape: readonly number[];
  readonly values: TensorValues;
}

/** The tensors, by name, of a file that another program has written; of types that are not known here undefined. Throws by `refuse`. */
export function readTensors(
  bytes: Uint8Array,
  refuse: Refuse,
): ReadonlyMap<string, ShapedTensor | undefined> {
  const { header, start } = readHeader(bytes, refuse);
  const named = Object.entries(header).filter(([name]) => name !== '__metadata__');
  return new Map(
    named.map(([name, own]) => {
      const entry = own as HeaderEntry;
      if (!isDtype(entry?.dtype)) return [name, undefined];
      const values = tensorOf(bytes.subarray(start), name, entry, refuse);
      return [name, { shape: entry.shape, values }];
    }),
  );
}

/** Throws for a file that is not what it should be. */
type Refuse = (reason: string) => never;

function readHeader(
  bytes: Uint8Array,
  refuse: Refuse,
): { readonly header: Record<string, unknown>; readonly start: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = bytes.length >= 8 ? Number(view.getBigUint64(0, true)) : Number.NaN;
  if (!(length >= 2 && length <= bytes.length - 8)) refuse('it has no header');
  return { header: parseHeader(bytes.subarray(8, 8 + length), refuse), start: 8 + length };
}

/** Of a header; what is asked for as a text or a number would be by recursion. */
const DEEPEST = 8;
/** Of the text of a file, which is JSON in ours: what walks through it walks by recursion too. */
const DEEPEST_TEXT = 200;

function parseHeader(bytes: Uint8Array, refuse: Refuse): Record<string, unknown> {
  if (isTooDeep(bytes, DEEPEST)) refuse('its header is nested too deep');
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (parsed !== null && typeof parsed === 'object') return parsed as Record<string, unknown>;
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError || thrown instanceof TypeError)) throw thrown;
  }
  return refuse('its header is not JSON');
}

function tensorOf(
  data: Uint8Array,
  name: string,
  entry: HeaderEntry,
  refuse: Refuse,
): TensorValues {
  const [from = -1, to = -1] = Array.isArray(entry?.data_offsets) ? entry.data_offsets : [];
  const values = Array.isArray(entry?.shape)
    ? entry.shape.reduce((a, b) => (typeof b === 'number' && b >= 0 ? a * b : Number.NaN), 1)
    : Number.NaN;
  const fits = Number.isInteger(from) && Number.isInteger(to) && from >= 0 && to <= data.length;
  const dtype: unknown = entry?.dtype;
  const Values = DTYPES[isDtype(dtype) ? dtype : 'U8'];
  if (!isDtype(dtype) || !fits || to - from !== values * Values.BYTES_PER_ELEMENT) {
    refuse(`its tensor "${name}" is damaged`);
  }
  const own = new Uint8Array(data.subarray(from, to));
  return new Values(IS_LITTLE_ENDIAN ? own.buffer : reversed(own, Values.BYTES_PER_ELEMENT).buffer);
}

function isDtype(dtype: unknown): dtype is Dtype {
  return typeof dtype === 'string' && Object.hasOwn(DTYPES, dtype);
}

function dtypeOf(values: TensorValues): Dtype {
  const dtypes = Object.keys(DTYPES) as Dtype[];
  const own = dtypes.find((dtype) => values instanceof DTYPES[dtype]);
  if (!own) throw new Error('a tensor of a type that safetensors has not');
  return own;
}

function checkedMetadata(metadata: unknown): Record<string, string> {
  const entries = Object.entries((metadata ?? {}) as Record<string, unknown>);
  for (const [, value] of entries) {
    if (typeof value !== 'string') return refuse('its metadata is not text');
    const isDeep = isTooDeep(new TextEncoder().encode(value), DEEPEST_TEXT);
    if (isDeep) refuse('its content is nested too deep');
  }
  return Object.fromEntries(entries) as Record<string, string>;
}

function refuse(reason: string): never {
  throw new AutofitError('BAD_MODEL_FILE', `This is not a model file of autofit: ${reason}.`, {
    hint: 'Name a model.safetensors, or the run folder that holds it; the file may be cut or damaged.',
  });
}

/** The bytes of the values, whatever the order of this machine. */
function littleEndian(values: TensorValues): Uint8Array {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return IS_LITTLE_ENDIAN ? bytes : reversed(bytes, values.BYTES_PER_ELEMENT);
}

const IS_LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** Each element's bytes in the other order. */
function reversed(bytes: Uint8Array, width: number): Uint8Array<ArrayBuffer> {
  const turned = new Uint8Array(bytes.length);
  for (let place = 0; place < bytes.length; place += width) {
    turned.set(bytes.slice(place, place + width).reverse(), place);
  }
  return turned;
}
