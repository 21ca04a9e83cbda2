import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { blobFiles, keepBlobs, removeBlobs } from '../../src/journal/blob-files.js';
import type { FoldResult } from '../../src/trial/job.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const fold = {
  kind: 'done',
  predictions: Float64Array.of(1, Number.NaN),
  model: {
    fold: 0,
    model: { kind: 'x', json: { a: [1, null] }, tensors: { w: Float32Array.of(2) } },
  },
  length: 3,
  parameters: 1,
  fitSeconds: 0.25,
  msPer1000Rows: 1 / 3,
  checkpoint: {
    kind: 'boost-checkpoint',
    booster: {
      start: Float64Array.of(1 / 3),
      rounds: [[{ left: Int32Array.of(-1), sides: Uint8Array.of(3) }]],
    },
    bestScore: Number.NEGATIVE_INFINITY,
    bestRound: 1,
    random: [-5, 2 ** 31],
  },
} as unknown as FoldResult;

const stretch = { trial: 7, rung: 0 };

test('what a stretch leaves comes back bit for bit, until it is removed', async () => {
  const run = tempFolder().at('run');
  const blobs = await blobFiles(run);
  await blobs.put(stretch, [fold, { ...fold, checkpoint: undefined }]);
  const { checkpoint: _, ...done } = fold;
  expect(await (await blobFiles(run)).get(stretch)).toEqual([fold, done]);
  expect(readdirSync(join(run, 'trials'))).toEqual(['7-0.safetensors']);
  await blobs.remove(stretch);
  await blobs.remove(stretch);
  expect(readdirSync(join(run, 'trials'))).toEqual([]);
  await removeBlobs(run);
  expect(existsSync(join(run, 'trials'))).toBe(false);
});

test('what is absent or damaged, be it by a bit, is told with its file or changes nothing', async () => {
  const run = tempFolder().at('run');
  const blobs = await blobFiles(run);
  const file = join(run, 'trials', '7-0.safetensors');
  const lost = { code: 'LOST_TRIAL', place: { file }, hint: expect.stringContaining('fit again') };
  await expect(blobs.get(stretch)).rejects.toMatchObject(lost);
  await blobs.put(stretch, [fold]);
  const whole = readFileSync(file);
  for (let place = 0; place < whole.length; place += 7) {
    const bytes = Uint8Array.from(whole);
    bytes[place] = (bytes[place] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    // Padding and the name of the format may change, and nothing comes of it.
    const got = await blobs.get(stretch).catch((thrown: unknown) => thrown);
    if (Array.isArray(got)) expect(got, `byte ${place}`).toEqual([fold]);
    else expect(got, `byte ${place}`).toMatchObject(lost);
  }
  writeFileSync(file, whole.subarray(0, whole.length - 1));
  await expect(blobs.get(stretch)).rejects.toMatchObject(lost);
});

test('what others have in the folder of a run, or in that which it is a link to, stays', async () => {
  const folder = tempFolder();
  for (const name of ['theirs', 'theirs/.ssh', 'theirs/8-0.safetensors', 'run'])
    mkdirSync(folder.at(name));
  folder.write('theirs/.bashrc', 'mine');
  symlinkSync('../theirs', folder.at('run/trials'));
  const run = folder.at('run');
  const blobs = await blobFiles(run);
  await blobs.put(stretch, [fold]);
  await blobs.put({ trial: 7, rung: 1 }, [fold]);
  folder.write('theirs/7-2.safetensors.42.tmp', 'half');
  await keepBlobs(run, [stretch]);
  const names = ['.bashrc', '.ssh', '7-0.safetensors', '8-0.safetensors'];
  expect(readdirSync(folder.at('theirs')).sort()).toEqual(names);
});
