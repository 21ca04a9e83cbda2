import { expect, test } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import { loadPredictor } from '../../src/predictor/index.js';
import { AutofitError } from '../../src/util/errors.js';
import { decodeTensors, encodeTensors } from '../../src/util/safetensors.js';
import { tensorsHash } from '../../src/util/tensors-hash.js';
import { sampleRows } from '../fixtures/rows.js';

const options = { label: 'price', ignore: ['kind', 'sold'], folds: 1, trials: 1, workers: 1 };
const fitted = await fit(sampleRows(30), {
  ...options,
  models: ['linear'],
  families: { linear: { defaults: { epochs: 2 } } },
});
const bytes = await fitted.toBytes();

/** The same file with other metadata, its hash made good. */
async function rewritten(
  change: (metadata: Record<string, string>) => Record<string, string>,
): Promise<Uint8Array> {
  const { tensors, metadata } = decodeTensors(bytes);
  const changed = change(metadata);
  const sha256 = await tensorsHash(changed.predictor ?? '', tensors);
  return encodeTensors({ tensors, metadata: { ...changed, sha256 } });
}

function changedState(change: (state: Record<string, unknown>) => unknown): Promise<Uint8Array> {
  return rewritten((metadata) => {
    const state = JSON.parse(metadata.predictor ?? '') as Record<string, unknown>;
    return { ...metadata, predictor: JSON.stringify(change(state)) };
  });
}

test('the file that was written loads, and writes the same bytes again', async () => {
  const loaded = await loadPredictor(bytes);
  expect(Buffer.from(await loaded.toBytes()).equals(bytes)).toBe(true);
  expect(loaded.info).toEqual(fitted.info);
});

test('metadata is text only, and names format and version', () => {
  const { metadata } = decodeTensors(bytes);
  expect(metadata).toMatchObject({ format: 'autofit', version: '8' });
  expect(Object.keys(metadata).sort()).toEqual(['format', 'predictor', 'sha256', 'version']);
});

test('every change of a single byte is refused as a mistake of the user', async () => {
  const headerEnd = 8 + Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const accepted: number[] = [];
  for (
    let place = 0;
    place < bytes.length;
    place += place < 200 || place > headerEnd - 300 ? 1 : 7
  ) {
    const damaged = bytes.slice();
    damaged[place] = (damaged[place] ?? 0) ^ (1 << (place % 8));
    const refused = await loadPredictor(damaged).then(
      () => false,
      (thrown: unknown) => thrown instanceof AutofitError,
    );
    if (!refused) accepted.push(place);
  }
  // a space of the padding may become another kind of white space; no such change is made here
  expect(accepted).toEqual([]);
});

test('every cut and every addition is refused as a mistake of the user', async () => {
  for (let length = 0; length < bytes.length; length += length < 64 ? 1 : 13) {
    await expect(loadPredictor(bytes.subarray(0, length))).rejects.toThrow(AutofitError);
  }
  await expect(loadPredictor(bytes.subarray(0, bytes.length - 1))).rejects.toThrow(AutofitError);
  const longer = new Uint8Array(bytes.length + 1);
  longer.set(bytes);
  await expect(loadPredictor(longer)).rejects.toThrow(AutofitError);
});

test.each(['4', '5', '6'])('a file of version %s is read', async (version) => {
  const before = await rewritten((metadata) => ({ ...metadata, version }));
  expect((await loadPredictor(before)).info.rows).toBeGreaterThan(0);
});

test('another format, a later version and foreign tensors are refused', async () => {
  const foreign = encodeTensors({ tensors: { w: Float32Array.of(1) }, metadata: {} });
  await expect(loadPredictor(foreign)).rejects.toThrow('not those of an autofit model');
  const later = await rewritten((metadata) => ({ ...metadata, version: '99' }));
  await expect(loadPredictor(later)).rejects.toThrow('format version 99');
  const other = await rewritten((metadata) => ({ ...metadata, format: 'onnx' }));
  await expect(loadPredictor(other)).rejects.toThrow(AutofitError);
});

test('an unknown family, a lost tensor and a state of another shape are refused', async () => {
  const edits: ((text: string) => string)[] = [
    (text) => text.replaceAll('"family":"linear","weight"', '"family":"oracle","weight"'),
    (text) => text.replaceAll('linear-1/0/parameters', 'linear-1/0/nothing'),
    (text) => text.replaceAll('"units":1', '"units":2'),
  ];
  for (const edit of edits) {
    const changed = await rewritten((metadata) => {
      const predictor = edit(metadata.predictor ?? '');
      expect(predictor).not.toBe(metadata.predictor);
      return { ...metadata, predictor };
    });
    await expect(loadPredictor(changed)).rejects.toThrow(AutofitError);
  }
  for (const state of [null, 1, [], {}]) {
    await expect(changedState(() => state).then(loadPredictor)).rejects.toThrow(AutofitError);
  }
});

test('nothing in the file tells of this machine, this day or this run', () => {
  const text = new TextDecoder().decode(bytes);
  expect(text).not.toContain(process.cwd());
  expect(text).not.toContain(String(new Date().getFullYear()));
  expect(text).not.toMatch(/"(fitSeconds|msPer1000Rows)\\?":\d/);
});

test.each(['schema', 'metric', 'preprocessors', 'members', 'leaderboard'])(
  'a state without its %s is refused when it is loaded, not when it predicts',
  async (field) => {
    const forged = await changedState(({ [field]: _lost, ...rest }) => rest);
    await expect(loadPredictor(forged)).rejects.toThrow(AutofitError);
  },
);
