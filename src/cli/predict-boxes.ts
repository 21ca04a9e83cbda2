import type { FileDetector } from '../index.js';
import { countOf } from '../util/count-of.js';
import type { Told } from './with-progress.js';

/** What `predict` and `evaluate` may be told where boxes are to be found. */
export interface BoxesReading {
  readonly images?: string;
  readonly minScore?: number;
  readonly draw?: string;
}

/** Finds boxes and writes them; gives what is to be said of it. */
export async function predictBoxes(
  detector: FileDetector,
  pictures: string,
  { out, ...flags }: BoxesReading & { readonly out?: string },
  { onProgress }: Told,
): Promise<readonly string[]> {
  const { images, minScore, draw } = flags;
  const told = await detector.predictFile(pictures, out ?? process.stdout, {
    images,
    minScore,
    draw,
    onProgress,
  });
  const least = minScore ?? detector.info.threshold;
  const boxes = told.boxes === 1 ? '1 box' : `${told.boxes.toLocaleString('en-US')} boxes`;
  const message = `${boxes} with a score of at least ${least} on ${countOf(told.pictures, 'picture')}`;
  return [...told.notes, message];
}
