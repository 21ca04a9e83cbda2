import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { loadPredictor } from '../../src/predictor/index.js';
import type { Row } from '../../src/table/flat-row.js';
import { AutofitError } from '../../src/util/errors.js';
import { decodeTensors, encodeTensors, type TensorFile } from '../../src/util/safetensors.js';
import { tensorsHash } from '../../src/util/tensors-hash.js';

const MODELS = 'test/fixtures/models';
/** Trees are laid out otherwise in the second. */
const FORMATS = [7, 8] as const;
const told = JSON.parse(readFileSync(`${MODELS}/format-8/answers.json`, 'utf8')) as Readonly<
  Record<string, { readonly rows: readonly Row[] }>
>;
const bytesOf = (family: string, format = 8) =>
  new Uint8Array(gunzipSync(readFileSync(`${MODELS}/format-${format}/${family}.safetensors.gz`)));
const linear = bytesOf('linear');
const headerEnd = 8 + Number(new DataView(linear.buffer).getBigUint64(0, true));

// biome-ignore lint/suspicious/noExplicitAny: what is forged has no type
type Forged = any;

const DEEP = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;

/** A model with another state, and the hash of it. */
async function forged(
  family: string,
  change: (state: Forged, tensors: Forged) => void,
  format?: number,
): Promise<Uint8Array> {
  const file = decodeTensors(bytesOf(family, format));
  const state = JSON.parse(file.metadata.predictor ?? '{}');
  const tensors: TensorFile['tensors'] = { ...file.tensors };
  change(state, tensors);
  const predictor = JSON.stringify(state).replace('"deep"', DEEP);
  const sha256 = await tensorsHash(predictor, tensors);
  return encodeTensors({ tensors, metadata: { ...file.metadata, predictor, sha256 } });
}

/** What reading it and asking it for a row ends in: 'answered', or the code of a mistake; throws whatever else is thrown. */
async function endOf(bytes: Uint8Array, row: Row): Promise<string> {
  try {
    const predictor = await loadPredictor(bytes);
    await predictor.predict([row]);
    return 'answered';
  } catch (thrown) {
    if (thrown instanceof AutofitError) return thrown.code;
    throw thrown;
  }
}

test('each byte of the length and the header that is another one is noticed, or changes nothing', async () => {
  const row = told.linear?.rows[0] ?? {};
  const expected = await (await loadPredictor(linear)).predict([row]);
  for (let place = 0; place < headerEnd; place += place < 256 ? 1 : 17) {
    const flipped = linear.slice();
    flipped[place] = (flipped[place] ?? 0) ^ (1 << (place % 8));
    if ((await endOf(flipped, row)) !== 'answered') continue;
    expect(await (await loadPredictor(flipped)).predict([row]), `byte ${place}`).toEqual(expected);
  }
});

test('a file that is cut anywhere, or has more behind it, is refused', async () => {
  for (let length = 0; length < linear.length; length += length < 64 ? 1 : 997) {
    expect(await endOf(linear.slice(0, length), {}), `${length} bytes`).toBe('BAD_MODEL_FILE');
  }
  expect(await endOf(new Uint8Array([...linear, 0]), {})).toBe('BAD_MODEL_FILE');
});

test('a byte of a tensor that is another one is noticed by the hash', async () => {
  for (let place = headerEnd; place < linear.length; place += 101) {
    const flipped = linear.slice();
    flipped[place] = (flipped[place] ?? 0) ^ 1;
    expect(await endOf(flipped, {}), `byte ${place}`).toBe('BAD_MODEL_FILE');
  }
});

const stepOf = (state: Forged, kind: string) =>
  state.preprocessors
    .flatMap(({ columns }: Forged) => columns)
    .find((step: Forged) => step.kind === kind);
/** Of the first fold's trees. */
function changeTensor(tensors: Forged, field: string, change: (own: Forged) => Forged): void {
  const name = Object.keys(tensors).find((own) => own.endsWith(`/0/${field}`)) ?? field;
  tensors[name] = change(tensors[name]);
}
/** Lists in lists. */
function nested(depth: number): Forged {
  let own: Forged = 1;
  for (let i = 0; i < depth; i++) own = [own];
  return own;
}
const columnOf = (state: Forged, kind: string) =>
  state.schema.columns.find(({ parser }: Forged) => parser?.kind === kind);

test.each<readonly [string, string, (state: Forged, tensors: Forged) => void]>([
  [
    'a parser without levels',
    'linear',
    (state) => delete columnOf(state, 'categorical').parser.levels,
  ],
  ['a feature without a parser', 'linear', (state) => (columnOf(state, 'numeric').parser = null)],
  [
    'two columns of one name',
    'linear',
    (state) => state.schema.columns.push(state.schema.columns[0]),
  ],
  [
    'a kind of what every object has',
    'linear',
    (state) => (columnOf(state, 'numeric').parser.kind = 'constructor'),
  ],
  ['a step of an unknown kind', 'linear', (state) => (stepOf(state, 'numeric').kind = '__proto__')],
  [
    'a step of a column that is not there',
    'linear',
    (state) => (stepOf(state, 'numeric').source = 'nothing'),
  ],
  [
    'a scaler without numbers',
    'linear',
    (state) =>
      (stepOf(state, 'numeric').steps.scale = { kind: 'scale-quantile', values: [1], scores: [] }),
  ],
  [
    'an indicator that is gone',
    'linear',
    (state) => delete stepOf(state, 'numeric').steps.indicate,
  ],
  [
    'a preprocessor that is not there',
    'linear',
    (state) => (state.members[0].folds[0].preprocessor = -1),
  ],
  [
    'a target of classes',
    'linear',
    (state) =>
      (state.members[0].folds[0].target.bounds =
        state.schema.task.classes.length > 0 ? { low: 0, high: 1 } : null),
  ],
  [
    'a family of what every object has',
    'linear',
    (state) => (state.members[0].family = 'toString'),
  ],
  ['a state nested deep', 'linear', (state) => (state.schema.columns = 'deep')],
  [
    'a version that is nested deep, which only a copy walks through',
    'linear',
    (state) => (state.versions.autofit = nested(800)),
  ],
  [
    'a row of the leaderboard without a name',
    'linear',
    (state) => delete state.leaderboard[0].name,
  ],
  [
    'a column that does not tell what it held',
    'linear',
    (state) => delete columnOf(state, 'numeric').evidence.missing,
  ],
  [
    'trees that read columns beyond those there are',
    'random-forest',
    (state) => (state.members[0].folds[0].model.json.numbers = 0),
  ],
  [
    'trees that read a billion columns',
    'random-forest',
    (state) => (state.members[0].folds[0].model.json.numbers = 1e9),
  ],
  [
    'a negative count of columns',
    'random-forest',
    (state) => (state.members[0].folds[0].model.json.codes = -5),
  ],
  ...(['left', 'thresholds', 'lists', 'values'] as const).map(
    (field) =>
      [
        `trees with one of ${field} too few`,
        'random-forest',
        (_: Forged, tensors: Forged) => changeTensor(tensors, field, (own) => own.slice(1)),
      ] as const,
  ),
  [
    'a child that is its own parent',
    'random-forest',
    (_, tensors) => changeTensor(tensors, 'left', (own) => own.map(() => 0)),
  ],
  [
    'more nodes than there are',
    'random-forest',
    (_, tensors) => changeTensor(tensors, 'nodes', (own) => own.map((size: number) => size + 1)),
  ],
])('%s is a mistake', async (_, family, change) => {
  for (const format of FORMATS) {
    const bytes = await forged(family, change, format);
    expect(await endOf(bytes, told[family]?.rows[0] ?? {})).toBe('BAD_MODEL_FILE');
  }
});

test('a header that names one tensor with a shape beyond all memory is refused', () => {
  const header = '{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}}';
  const bytes = new Uint8Array(8 + header.length + 4);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(new TextEncoder().encode(header), 8);
  expect(() => decodeTensors(bytes)).toThrow('its tensor "a" is damaged');
  new DataView(bytes.buffer).setBigUint64(0, 2n ** 63n, true);
  expect(() => decodeTensors(bytes)).toThrow('it has no header');
});
