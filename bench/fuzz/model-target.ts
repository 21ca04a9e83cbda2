import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { fit } from '../../src/fit/fit.js';
import { loadPredictor } from '../../src/predictor/index.js';
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
import { type FuzzTarget, need } from './target.js';

const ROWS = Array.from({ length: 60 }, (_, i) => ({
  age: 20 + ((i * 7) % 50),
  city: ['Bergen', 'Oslo', 'Tromsø'][i % 3],
  since: `2023-0${1 + (i % 9)}-11`,
  note: `${['a calm', 'a loud', 'a small'][i % 3]} house number ${i}`,
  y: ((i * 7) % 50) + 10 * (i % 3),
  z: i % 3 === 0 ? 'yes' : 'no',
}));

/** A model file, and rows to ask it for. */
interface Seed {
  readonly bytes: Uint8Array;
  readonly asked: readonly Row[];
}

/** Models of these families, fitted anew. */
export function modelTarget(name: string, families: readonly string[]): FuzzTarget {
  return forgedTarget(name, async () => {
    const seeds: Seed[] = [];
    for (const family of families) {
      for (const label of ['y', 'z']) {
        const rows = ROWS.map(({ y, z, ...row }) => ({ ...row, [label]: label === 'y' ? y : z }));
        const own = { label, trials: 1, workers: 1, models: [family], folds: 2 };
        const bytes = await (await fit(rows, { ...own, preset: 'fast' })).toBytes();
        seeds.push({ bytes, asked: ROWS.slice(0, 4) });
      }
    }
    return seeds;
  });
}

const SAVED = 'test/fixtures/models';

/** Models that are kept for tests, of each format that is read. */
export const savedModelTarget = forgedTarget('saved-models', async () =>
  readdirSync(SAVED).flatMap((format) => {
    const told = JSON.parse(readFileSync(join(SAVED, format, 'answers.json'), 'utf8')) as Readonly<
      Record<string, { readonly rows: readonly Row[] }>
    >;
    return Object.entries(told).map(([family, { rows }]) => {
      const packed = readFileSync(join(SAVED, format, `${family}.safetensors.gz`));
      return { bytes: new Uint8Array(gunzipSync(packed)), asked: rows };
    });
  }),
);

/** Each changed file has the hash of what it holds, as somebody who means harm would write it. */
function forgedTarget(name: string, seedsOf: () => Promise<readonly Seed[]>): FuzzTarget {
  return {
    name,
    async open() {
      const seeds = await seedsOf();
      return {
        // The first byte says which model was changed, and so which rows are asked for.
        input(random) {
          const place = random.integer(seeds.length);
          return joined(Uint8Array.of(place), forged((seeds[place] as Seed).bytes, random));
        },
        read: (bytes) => read(bytes.subarray(1), seeds[bytes[0] ?? 0]?.asked ?? []),
      };
    },
  };
}

async function read(bytes: Uint8Array, asked: readonly Row[]): Promise<void> {
  await signed(bytes).then(async (own) => {
    const predictor = await loadPredictor(own);
    const { values: answers, notes } = await predictor.predictions(asked);
    need(answers.length === asked.length, 'a row has no answer');
    const { classes } = predictor.info;
    const isRight = (answer: unknown) =>
      classes.length === 0 ? Number.isFinite(answer) : classes.includes(String(answer));
    // Numbers of a model may be so large that sums of them are none: it is said then.
    const isTold = notes.some((note) => note.startsWith('no prediction for'));
    need(isTold || answers.every(isRight), `an answer is ${answers.find((own) => !isRight(own))}`);
    if (classes.length === 0) return;
    // Forged chances may be none: what such a model answers is not to be relied on, but it is an answer of this shape.
    const { values } = await predictor.predictMatrix(asked);
    need(values.length === asked.length * classes.length, 'a row lacks chances');
  });
}

/** The file with the hash of what it holds, where it can be read as tensors. */
async function signed(bytes: Uint8Array): Promise<Uint8Array> {
  const [mark, ...rest] = bytes;
  const own = Uint8Array.from(rest);
  if (mark === 0) return own;
  const { tensors, metadata } = decodeTensors(own);
  const sha256 = await tensorsHash(metadata.predictor ?? '', tensors);
  return encodeTensors({ tensors, metadata: { ...metadata, sha256 } });
}

/** The first byte says whether it is signed anew. */
function forged(seed: Uint8Array, random: Random): Uint8Array {
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
