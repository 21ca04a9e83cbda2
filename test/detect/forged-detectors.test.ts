import { expect, test } from 'vitest';
import { runDetectorJob } from '../../src/detect/detector-job.js';
import { loadDetector, saveDetector } from '../../src/detect/save-detector.js';
import { meanBoxesState } from '../fixtures/mean-boxes-state.js';
import { squarePictures } from '../fixtures/square-pictures.js';

const SIDE = 32;
const frame = { width: SIDE, height: SIDE };
const pictures = squarePictures(4, SIDE, 1);
const set = {
  frame,
  pixels: new Uint8Array(4 * SIDE * SIDE * 3).fill(99),
  boxes: pictures.map(({ boxes }) => boxes),
  sizes: pictures.map(() => frame),
};
const config = {
  ...{ side: SIDE, width: 8, depth: 1, learningRate: 0.01, zoom: 0, light: 0 },
  flips: 'none',
} as const;
const context = { set, classes: 2, kernels: 'auto', seed: 0 } as const;
const job = { kind: 'detector', number: 1, config, rows: [0, 1, 2], judged: [3] } as const;
const outcome = runDetectorJob(context, { ...job, length: { epochs: 1 } }, () => false);
if (outcome.kind !== 'done') throw new Error(`it is ${outcome.kind}`);
const state = { ...meanBoxesState, classes: ['a', 'b'], detectors: [outcome.detector] };

// biome-ignore lint/suspicious/noExplicitAny: what is forged has no type
type Forged = any;

/** What saving it and reading it again ends in. */
async function readAs(change: (own: Forged) => void): Promise<unknown> {
  const own = structuredClone(state);
  change(own);
  return loadDetector(await saveDetector(own as typeof state));
}

test('a detector is read as it was written', async () => {
  expect(await readAs(() => {})).toEqual(state);
});

test.each<readonly [string, (own: Forged) => void, string]>([
  ['a network of a billion blocks', (own) => (own.detectors[0].config.depth = 1e9), 'blocks sees'],
  ['a network of wide layers', (own) => (own.detectors[0].config.width = 1e5), 'channels'],
  ['a frame of gigabytes', (own) => (own.detectors[0].frame.width = 1e6), 'sees 1000000 x 32'],
  [
    'weights that are not those of the network',
    (own) => (own.detectors[0].parameters = new Float32Array(7)),
    'has 7 weights, not',
  ],
  ['another map', (own) => (own.detectors[0].shape.height = 9), 'has another map'],
  ['one mean too few', (own) => own.detectors[0].means.pop(), 'has 2 entries, not 3'],
  ['no scale', (own) => (own.detectors[0].deviations[1] = 0), 'has no scale'],
  ['mirror images that there are not', (own) => (own.detectors[0].config.flips = 'all'), 'flips'],
  [
    'frames of several sizes',
    (own) => {
      own.detectors.push(structuredClone(own.detectors[0]));
      own.detectors[1].frame.height = 64;
      own.detectors[1].shape.height = 16;
    },
    'frames of several sizes',
  ],
  ['classes that are no texts', (own) => (own.classes[0] = { toString: 1 }), 'is not a text'],
  ['a mean box of no class', (own) => (own.meanBoxes[0].code = 2), 'of no class'],
  ['no scores', (own) => delete own.validation.mAP50, 'mAP50 of validation'],
  ['a leaderboard of nothing', (own) => own.leaderboard.push(null), 'leaderboard'],
])('%s are refused', async (_, change, message) => {
  await expect(readAs(change)).rejects.toMatchObject({
    code: 'BAD_MODEL_FILE',
    message: expect.stringContaining(message),
  });
});
