import type { Json } from './json.js';
import type { TensorValues } from './safetensors.js';

/** Plain data as JSON, with its typed arrays apart by their path. */
export interface Packed {
  readonly json: Json;
  readonly tensors: Readonly<Record<string, TensorValues>>;
}

/** What stands in the JSON for a typed array, and for a number that JSON lacks. */
const TENSOR = '$tensor';
const NUMBER = '$number';

/**
 * Takes typed arrays out of nested plain data; where `sharing`, arrays that hold the same are one tensor. Throws for what
 * neither JSON nor a tensor can hold.
 */
export function packTensors(value: unknown, { sharing = false } = {}): Packed {
  const tensors: Record<string, TensorValues> = {};
  const known = (own: TensorValues) =>
    sharing
      ? Object.entries(tensors).find(([, tensor]) => isSameArray(tensor, own))?.[0]
      : undefined;
  const pack = (own: unknown, path: string): Json => {
    if (ArrayBuffer.isView(own)) {
      const place = known(own as TensorValues) ?? path;
      tensors[place] = own as TensorValues;
      return { [TENSOR]: place };
    }
    // Of a long array of numbers no paths are written.
    if (Array.isArray(own)) {
      return own.map((item, i) => (Number.isFinite(item) ? item : pack(item, `${path}/${i}`)));
    }
    if (typeof own === 'number' && !Number.isFinite(own)) return { [NUMBER]: String(own) };
    if (own === null || typeof own !== 'object') return plain(own, path);
    const entries = Object.entries(own).filter(([, item]) => item !== undefined);
    return Object.fromEntries(entries.map(([key, item]) => [key, pack(item, `${path}/${key}`)]));
  };
  return { json: pack(value, ''), tensors };
}

/** Puts typed arrays back. Throws when one is absent. */
export function unpackTensors({ json, tensors }: Packed): unknown {
  const unpack = (own: Json): unknown => {
    if (Array.isArray(own)) return own.map(unpack);
    if (own === null || typeof own !== 'object') return own;
    const { [TENSOR]: path, [NUMBER]: number } = own as Readonly<Record<string, Json>>;
    if (typeof number === 'string') return Number(number);
    if (typeof path !== 'string') {
      return Object.fromEntries(Object.entries(own).map(([key, item]) => [key, unpack(item)]));
    }
    const tensor = tensors[path];
    if (!tensor) throw new Error(`the tensor ${path} is absent`);
    return tensor;
  };
  return unpack(json);
}

function isSameArray(a: TensorValues, b: TensorValues): boolean {
  if (a.constructor !== b.constructor || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}

function plain(value: unknown, path: string): Json {
  const isPlain = value === null || ['string', 'boolean', 'number'].includes(typeof value);
  if (!isPlain) throw new Error(`${path} cannot be written as JSON`);
  return value as Json;
}
