import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Row } from '../../src/table/flat-row.js';
import type { Json } from '../../src/util/json.js';
import type { Random } from '../../src/util/random.js';
import {
  decodeTensors,
  encodeTensors,
  type TensorFile,
  type TensorValues,
} from '../../src/util/safetensors.js';
import { tensorsHash } from '../../src/util/tensors-hash.js';
import { HOSTILE_NUMBERS, oneOf } from './hostile-values.js';
import { joined, mutateBytes } from './mutate-bytes.js';
import { mutateJson } from './mutate-json.js';

/** A model file, and rows to ask it for. */
export interface ModelSeed {
  readonly bytes: Uint8Array;
  readonly asked: readonly Row[];
}

const SAVED = 'test/fixtures/models';

/** Models that are kept for tests, of these formats. */
export function savedModels(formats = readdirSync(SAVED)): ModelSeed[] {
  return formats.flatMap((format) => {
    const answers = readFileSync(join(SAVED, format, 'answers.json'), 'utf8');
    const told = JSON.parse(answers) as Record<string, { readonly rows: readonly Row[] }>;
    return Object.entries(told).map(([family, { rows }]) => {
      const packed = readFileSync(join(SAVED, format, `${family}.safetensors.gz`));
      return { bytes: new Uint8Array(gunzipSync(packed)), asked: rows };
    });
  });
}

/** The file behind a mark, with the hash of what it holds where the mark says so. */
export async function signed(bytes: Uint8Array): Promise<Uint8Array> {
  const [mark, ...rest] = bytes;
  const own = Uint8Array.from(rest);
  if (mark === 0) return own;
  const { tensors, metadata } = decodeTensors(own);
  const sha256 = await tensorsHash(metadata.predictor ?? '', tensors);
  return encodeTensors({ tensors, metadata: { ...metadata, sha256 } });
}

/** The first byte says whether it is signed anew. */
export function forged(seed: Uint8Array, random: Random): Uint8Array {
  const way = random.integer(8);
  if (way === 0) return joined(Uint8Array.of(0), mutateBytes(seed, random));
  if (way === 1) return joined(Uint8Array.of(random.integer(2)), withHeader(seed, random));
  const file = decodeTensors(seed);
  const own = way < 6 ? withState(file, random) : withTensors(file, random);
  return joined(Uint8Array.of(1), encodeTensors(own));
}

/** Sizes, offsets and names of its header that lie. */
function withHeader(seed: Uint8Array, random: Random): Uint8Array {
  const length = new DataView(seed.buffer, seed.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(seed.subarray(8, 8 + length))) as Json;
  const text = new TextEncoder().encode(mutateJson(header, random));
  const size = new Uint8Array(8);
  new DataView(size.buffer).setUint32(0, text.length, true);
  return joined(size, text, seed.subarray(8 + length));
}

function withState({ tensors, metadata }: TensorFile, random: Random): TensorFile {
  const predictor = mutateJson(JSON.parse(metadata.predictor ?? '{}') as Json, random);
  return { tensors, metadata: { ...metadata, predictor } };
}

function withTensors({ tensors, metadata }: TensorFile, random: Random): TensorFile {
  const name = oneOf(Object.keys(tensors), random);
  const values = (tensors[name] ?? new Float32Array()).slice() as TensorValues;
  if (random.integer(4) === 0) {
    const cut = values.slice(0, random.integer(values.length + 1)) as TensorValues;
    return { tensors: { ...tensors, [name]: cut }, metadata };
  }
  const numbers = [...HOSTILE_NUMBERS, Number.NaN, Number.POSITIVE_INFINITY];
  for (let left = 1 + random.integer(3); left > 0; left--) {
    values[random.integer(values.length)] = oneOf(numbers, random);
  }
  return { tensors: { ...tensors, [name]: values }, metadata };
}
