import { detectBoxes, toldBoxes } from '../../src/detect/detector.js';
import { runDetectorJob } from '../../src/detect/detector-job.js';
import type { DetectorState } from '../../src/detect/detector-state.js';
import { loadDetector, saveDetector } from '../../src/detect/save-detector.js';
import { detectorPage } from '../../src/report/detector-page.js';
import { detectorSchema } from '../../src/serve/model-schema.js';
import { detectorDocument } from '../../src/serve/open-api.js';
import type { Json } from '../../src/util/json.js';
import type { Random } from '../../src/util/random.js';
import { decodeTensors, encodeTensors } from '../../src/util/safetensors.js';
import { tensorsHash } from '../../src/util/tensors-hash.js';
import { meanBoxesState } from '../../test/fixtures/mean-boxes-state.js';
import { squarePictures } from '../../test/fixtures/square-pictures.js';
import { oneOf } from './hostile-values.js';
import { joined, mutateBytes } from './mutate-bytes.js';
import { mutateJson } from './mutate-json.js';
import { needNoMarkup } from './outside-code.js';
import { drawName, renamed } from './rename-model.js';
import { type FuzzTarget, need } from './target.js';

const SIDE = 32;
const PICTURE = { width: 20, height: 30, pixels: new Uint8Array(20 * 30 * 3).fill(90) };

/** Files of detectors that find, are shown in a page and served. */
export const detectorTarget: FuzzTarget = {
  name: 'detectors',
  async open() {
    const seeds = await Promise.all([trainedState(), meanBoxesState].map(saveDetector));
    return { input: (random) => input(oneOf(seeds, random), random), read };
  },
};

/** A network of 30 pictures, and what it is judged to be. */
function trainedState(): DetectorState {
  const pictures = squarePictures(12, SIDE, 1);
  const pixels = new Uint8Array(pictures.length * SIDE * SIDE * 3);
  for (const [i, { picture }] of pictures.entries()) pixels.set(picture.pixels, i * SIDE ** 2 * 3);
  const frame = { width: SIDE, height: SIDE };
  const boxes = pictures.map((own) => own.boxes);
  const set = { frame, pixels, boxes, sizes: pictures.map(() => frame) };
  const job = {
    kind: 'detector',
    ...{ number: 1, rows: [0, 1, 2, 3, 4, 5, 6, 7], judged: [8, 9, 10, 11] },
    config: {
      ...{ side: SIDE, width: 8, depth: 2, learningRate: 0.008, zoom: 0.1, light: 0.1 },
      flips: 'both',
    },
    length: { epochs: 1 },
  } as const;
  const outcome = runDetectorJob({ set, classes: 2, kernels: 'auto', seed: 0 }, job, () => false);
  if (outcome.kind !== 'done') throw new Error(`it is ${outcome.kind}`);
  return { ...meanBoxesState, classes: ['dark', 'light'], detectors: [outcome.detector] };
}

/** The first byte says whether it is signed anew. */
function input(seed: Uint8Array, random: Random): Uint8Array {
  const way = random.integer(6);
  if (way === 0) return joined(Uint8Array.of(0), mutateBytes(seed, random));
  const { tensors, metadata } = decodeTensors(seed);
  const state = JSON.parse(metadata.detector ?? '{}') as Json;
  const detector =
    way === 1 ? JSON.stringify(renamed(state, drawName(state, random))) : mutateJson(state, random);
  return joined(Uint8Array.of(1), encodeTensors({ tensors, metadata: { ...metadata, detector } }));
}

async function read(bytes: Uint8Array): Promise<void> {
  const state = await loadDetector(await signed(bytes[0] === 1, bytes.slice(1)));
  const found = detectBoxes(state, PICTURE);
  const { width, height } = PICTURE;
  const isWithin = found.every(
    ({ x1, y1, x2, y2 }) => !(x1 < 0 || y1 < 0 || x2 > width || y2 > height),
  );
  need(state.detectors.length === 0 || isWithin, 'a box lies outside of its picture');
  need(toldBoxes(state, found, 0).length <= found.length, 'more is told than was found');
  JSON.parse(JSON.stringify([detectorSchema(state), detectorDocument(state)]));
  const page = { state, client: '', file: 'model.safetensors' };
  needNoMarkup(await detectorPage(page, { isServed: true }));
}

async function signed(isSigned: boolean, bytes: Uint8Array): Promise<Uint8Array> {
  if (!isSigned) return bytes;
  const { tensors, metadata } = decodeTensors(bytes);
  const sha256 = await tensorsHash(metadata.detector ?? '', tensors);
  return encodeTensors({ tensors, metadata: { ...metadata, sha256 } });
}
