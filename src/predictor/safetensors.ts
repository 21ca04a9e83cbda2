import { AutofitError } from '../util/errors.js';

/** Tensors of float32 by name, and text by key. */
export interface TensorFile {
  readonly tensors: Readonly<Record<string, Float32Array>>;
  readonly metadata: Readonly<Record<string, string>>;
}

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/**
 * The bytes of a safetensors file: the header's length (8 bytes, little-endian), the header as JSON padded
 * to 8 bytes, then the tensors in the order of their names. (https://github.com/huggingface/safetensors)
 */
export function encodeTensors({ tensors, metadata }: TensorFile): Uint8Array<ArrayBuffer> {
  const names = Object.keys(tensors).sort();
  const header: Record<string, HeaderEntry | Readonly<Record<string, string>>> = {
    __metadata__: metadata,
  };
  let end = 0;
  for (const name of names) {
    const length = tensors[name]?.length ?? 0;
    header[name] = { dtype: 'F32', shape: [length], data_offsets: [end, end + length * 4] };
    end += length * 4;
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
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = bytes.length >= 8 ? Number(view.getBigUint64(0, true)) : Number.NaN;
  if (!(headerLength >= 2 && headerLength <= bytes.length - 8)) refuse('it has no header');
  const header = parseHeader(bytes.subarray(8, 8 + headerLength));
  const start = 8 + headerLength;
  const tensors: Record<string, Float32Array> = {};
  let total = 0;
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const data = tensorBytes(bytes.subarray(start), name, entry as HeaderEntry);
    tensors[name] = new Float32Array(new Uint8Array(data).buffer);
    total += data.length;
  }
  if (start + total !== bytes.length) refuse('its length is not what its header says');
  return { tensors, metadata: checkedMetadata(header.__metadata__) };
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (parsed !== null && typeof parsed === 'object') return parsed as Record<string, unknown>;
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError || thrown instanceof TypeError)) throw thrown;
  }
  return refuse('its header is not JSON');
}

function tensorBytes(data: Uint8Array, name: string, entry: HeaderEntry): Uint8Array {
  const [from = -1, to = -1] = Array.isArray(entry?.data_offsets) ? entry.data_offsets : [];
  const values = Array.isArray(entry?.shape) ? entry.shape.reduce((a, b) => a * b, 1) : Number.NaN;
  const fits = Number.isInteger(from) && Number.isInteger(to) && from >= 0 && to <= data.length;
  if (entry?.dtype !== 'F32' || !fits || to - from !== values * 4) {
    refuse(`its tensor "${name}" is damaged`);
  }
  return data.subarray(from, to);
}

function checkedMetadata(metadata: unknown): Record<string, string> {
  const entries = Object.entries((metadata ?? {}) as Record<string, unknown>);
  if (!entries.every(([, value]) => typeof value === 'string')) refuse('its metadata is not text');
  return Object.fromEntries(entries) as Record<string, string>;
}

function refuse(reason: string): never {
  throw new AutofitError('BAD_MODEL_FILE', `This is not a model file of autofit: ${reason}.`, {
    hint: 'Name a model.safetensors, or the run folder that holds it; the file may be cut or damaged.',
  });
}

/** The bytes of the values, whatever the order of this machine. */
function littleEndian(values: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  for (const [i, value] of values.entries()) view.setFloat32(i * 4, value, true);
  return new Uint8Array(view.buffer);
}
