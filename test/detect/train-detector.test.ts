import { expect, test } from 'vitest';
import { averagePrecision } from '../../src/detect/average-precision.js';
import { runDetectorJob } from '../../src/detect/detector-job.js';
import { squarePictures } from '../fixtures/square-pictures.js';

const SIDE = 32;
const pictures = squarePictures(30, SIDE, 1);
const pixels = new Uint8Array(pictures.length * SIDE * SIDE * 3);
for (const [i, { picture }] of pictures.entries()) pixels.set(picture.pixels, i * SIDE * SIDE * 3);
const boxes = pictures.map((own) => own.boxes);
const frame = { width: SIDE, height: SIDE };
const set = { frame, pixels, boxes, sizes: pictures.map(() => frame) };
const context = { set, classes: 2, kernels: 'auto', seed: 0 } as const;
const config = {
  side: SIDE,
  width: 8,
  depth: 2,
  learningRate: 0.008,
  flips: 'both',
  zoom: 0.1,
  light: 0.1,
} as const;
const rows = Array.from({ length: 24 }, (_, i) => i);
const judged = Array.from({ length: 6 }, (_, i) => 24 + i);
const job = { kind: 'detector', number: 1, config, rows, judged } as const;

test('a small network learns to find light and dark squares', () => {
  const outcome = runDetectorJob(context, { ...job, length: { epochs: 25 } }, () => false);
  if (outcome.kind !== 'done') throw new Error(`it is ${outcome.kind}`);
  const found = judged.map((row, i) => ({
    truth: boxes[row] ?? [],
    found: outcome.found[i] ?? [],
  }));
  const { mAP50, mAP } = averagePrecision(found, 2);
  expect(mAP50).toBeGreaterThan(0.9);
  expect(mAP).toBeGreaterThan(0.4);
});

test('a job that is stopped before an epoch is done has nothing, and a faulty one says why', () => {
  const stopped = runDetectorJob(context, { ...job, length: { seconds: 5 } }, () => true);
  expect(stopped).toEqual({ kind: 'stopped' });
  const faulty = { ...job, config: { ...config, width: 0 }, length: { epochs: 1 } };
  expect(runDetectorJob(context, faulty, () => false)).toMatchObject({ kind: 'failed' });
});

test('a job that is stopped while its network is tried tells of the pictures that it was tried on', () => {
  const long = {
    ...job,
    rows: rows.slice(0, 4),
    judged: rows.slice(4),
    length: { epochs: 1 },
  };
  let asked = 0;
  const foundWhere = (shouldStop: () => boolean) => {
    asked = 0;
    const outcome = runDetectorJob(context, long, shouldStop);
    return outcome.kind === 'done' ? outcome.found : undefined;
  };
  const all = foundWhere(() => ++asked < 0);
  expect(all).toHaveLength(20);
  // It asks before the second and before the third eight of them.
  const last = asked - 1;
  const some = foundWhere(() => ++asked >= last);
  expect(some).toEqual(all?.slice(0, 8));
});

test('a stop is heard at every picture that is drawn', () => {
  let asked = 0;
  const never = () => ++asked < 0;
  runDetectorJob(context, { ...job, judged: [], length: { epochs: 1 } }, never);
  expect(asked).toBeGreaterThan(rows.length);
});
