import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { KeptRows, KeptTable } from '../../src/predictor/kept-rows.js';
import {
  BACKGROUND_FILE,
  keptBackground,
  OUT_OF_FOLD_FILE,
  readBackground,
  readOutOfFold,
  writeKeptRows,
} from '../../src/run/kept-rows.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const outOfFold = {
  rows: Int32Array.of(0, 2, -1),
  folds: Int32Array.of(0, 1, 1),
  truth: Float64Array.of(1.5, Number.NaN, -0),
  weights: Float64Array.of(1, 2, 0),
  groups: undefined,
  predictions: [{ name: 'ensemble', values: Float64Array.of(1, 2, 3) }],
};
const table: KeptTable = {
  rows: Int32Array.of(2),
  folds: Int32Array.of(1),
  places: Int32Array.of(1),
  table: {
    kind: 'table',
    rows: 1,
    columns: [{ kind: 'numeric', name: 'x`|\u001b', values: Float64Array.of(7) }],
    target: Float64Array.of(3),
  },
};

/** A folder of its own, with rows in it. */
async function keeping(name: string): Promise<string> {
  const path = folder.at(name);
  mkdirSync(path);
  await writeKeptRows(path, { outOfFold, background: { ...table, worst: table } });
  return path;
}

test('what a run keeps of its rows is read as it was written', async () => {
  const path = await keeping('run');
  expect(await readOutOfFold(path)).toEqual(outOfFold);
  expect(await readBackground(path)).toEqual({ ...table, worst: table });
  expect(await keptBackground(path)).toEqual(await readBackground(path));
});

test('a run that has kept none is told so, with what keeps none', async () => {
  const path = folder.at('tidy');
  mkdirSync(path);
  expect(await keptBackground(path)).toBeUndefined();
  const failing = readOutOfFold(path);
  await expect(failing).rejects.toThrow(
    `The run in ${path} has kept no rows: ${OUT_OF_FOLD_FILE} is not there.`,
  );
  await expect(failing).rejects.toMatchObject({
    code: 'NO_KEPT_ROWS',
    hint: 'Runs keep none that are `tidy`, or whose time was up while they read: fit again.',
  });
});

test('a damaged file is told as that, and not taken for rows', async () => {
  const path = await keeping('damaged');
  const file = `${path}/${BACKGROUND_FILE}`;
  const bytes = readFileSync(file);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  writeFileSync(file, bytes);
  for (const read of [readBackground, keptBackground]) {
    await expect(read(path)).rejects.toMatchObject({
      code: 'NO_KEPT_ROWS',
      message: `${file} cannot be read: its content is not what was written.`,
      hint: 'It was written by another version, or is damaged: fit again.',
    });
  }
});

test('one file is not taken for the other', async () => {
  const path = await keeping('swapped');
  writeFileSync(`${path}/${OUT_OF_FOLD_FILE}`, readFileSync(`${path}/${BACKGROUND_FILE}`));
  await expect(readOutOfFold(path)).rejects.toMatchObject({ code: 'NO_KEPT_ROWS' });
});

test('rows whose parts do not belong together are no rows, though their hash is right', async () => {
  const path = folder.at('forged');
  mkdirSync(path);
  const write = (own: object, kept: object = {}) =>
    writeKeptRows(path, {
      outOfFold: { ...outOfFold, ...own },
      background: { ...table, worst: table, ...kept },
    } as KeptRows);
  const refused = (message: string) => ({
    code: 'NO_KEPT_ROWS',
    message: expect.stringContaining(message),
  });
  await write({ folds: Int32Array.of(0) });
  await expect(readOutOfFold(path)).rejects.toMatchObject(refused('as many values as rows'));
  await write({ predictions: [{ name: 'ensemble', values: Float64Array.of(1, 2) }] });
  await expect(readOutOfFold(path)).rejects.toMatchObject(refused('a prediction for each row'));
  await write({ truth: [1, 2, 3] });
  await expect(readOutOfFold(path)).rejects.toMatchObject(refused('what is true is no array'));
  await write({}, { worst: null });
  await expect(readBackground(path)).rejects.toMatchObject(refused('what is kept is missing'));
  await write({}, { places: Int32Array.of(1, 2) });
  await expect(readBackground(path)).rejects.toMatchObject(refused('a place for each row'));
});
