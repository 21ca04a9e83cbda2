import type { KernelsChoice } from '../engine/kernels/create-kernels.js';
import { errorMessage } from '../util/errors.js';
import type { ScoredBox } from './box.js';
import { detectFrames } from './detect-frames.js';
import type { DetectorConfig } from './detector-config.js';
import { fixedPace, stopwatch, timedPace } from './detector-pace.js';
import { boxesBetween, type FramedSet, resizeSet } from './framed-set.js';
import { trainDetector } from './train-detector.js';
import type { TrainedDetector } from './trained-detector.js';

/** What all jobs of a run share. */
export interface DetectorContext {
  readonly set: FramedSet;
  readonly classes: number;
  readonly kernels: KernelsChoice;
  readonly seed: number;
}

/** One network to be trained on some pictures and tried on others; plain data. */
export interface DetectorJob {
  readonly kind: 'detector';
  /** Of its random numbers too. */
  readonly number: number;
  readonly config: DetectorConfig;
  readonly rows: readonly number[];
  readonly judged: readonly number[];
  /** How long it is trained: epochs, or seconds where a clock decides. */
  readonly length: { readonly epochs: number } | { readonly seconds: number };
}

export type DetectorOutcome =
  | {
      readonly kind: 'done';
      readonly detector: TrainedDetector;
      readonly epochs: number;
      readonly seconds: number;
      /** Of them, those in which it was trained. */
      readonly trainSeconds: number;
      /** On each of the judged pictures, or on the first of them where it was stopped meanwhile, in pixels of the context's frames. */
      readonly found: readonly (readonly ScoredBox[])[];
    }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly reason: string };

/** Trains and tries one network; asked to stop, it gives what it has, once an epoch is done. */
export function runDetectorJob(
  context: DetectorContext,
  job: DetectorJob,
  shouldStop: () => boolean,
): DetectorOutcome {
  const { set, classes, kernels, seed } = context;
  const { config, rows, length } = job;
  const keys = [seed, 'detector', job.number];
  const pace =
    'epochs' in length
      ? fixedPace(length.epochs, shouldStop)
      : timedPace(length.seconds, shouldStop);
  const seconds = stopwatch();
  try {
    const trained = trainDetector({ config, set, rows, classes, kernels, keys }, pace);
    if (!trained) return { kind: 'stopped' };
    const { detector, epochs } = trained;
    const trainSeconds = seconds();
    const found = foundOn(set, job.judged, detector, shouldStop);
    return { kind: 'done', detector, epochs, trainSeconds, seconds: seconds(), found };
  } catch (thrown) {
    return { kind: 'failed', reason: errorMessage(thrown) };
  }
}

/** Pictures that are tried together. */
const TOGETHER = 8;

function foundOn(
  set: FramedSet,
  judged: readonly number[],
  detector: TrainedDetector,
  shouldStop: () => boolean,
): readonly (readonly ScoredBox[])[] {
  const found: (readonly ScoredBox[])[] = [];
  for (let from = 0; from < judged.length; from += TOGETHER) {
    // Some are always tried: a detector of which nothing is known is worth nothing.
    if (from > 0 && shouldStop()) break;
    found.push(...foundOnSome(set, judged.slice(from, from + TOGETHER), detector));
  }
  return found;
}

function foundOnSome(
  set: FramedSet,
  judged: readonly number[],
  detector: TrainedDetector,
): readonly (readonly ScoredBox[])[] {
  const size = set.frame.width * set.frame.height * 3;
  const pixels = new Uint8Array(judged.length * size);
  for (const [i, row] of judged.entries()) {
    pixels.set(set.pixels.subarray(row * size, (row + 1) * size), i * size);
  }
  const sizes = judged.map((row) => set.sizes[row] ?? set.frame);
  const bare = { frame: set.frame, pixels, boxes: judged.map(() => []), sizes };
  const framed = resizeSet(bare, detector.frame) ?? bare;
  return detectFrames([detector], framed.pixels).map((own, i) =>
    boxesBetween(own, detector.frame, set.frame, sizes[i] ?? set.frame).filter(
      ({ x1, y1, x2, y2 }) => x2 > x1 && y2 > y1,
    ),
  );
}
