import { setImmediate } from 'node:timers/promises';
import { pictureFault } from '../image/bad-picture.js';
import { decodePicture } from '../image/decode-picture.js';
import type { Picture } from '../image/picture.js';
import { AutofitError } from '../util/errors.js';
import { permutation, randomStream } from '../util/random.js';
import type { LabelledPicture } from './boxes-table.js';
import { type FrameSize, framePicture, framing, toFrame } from './framed-picture.js';
import type { FramedSet } from './framed-set.js';
import { pictureBytes } from './picture-bytes.js';

/** Decodes a file. Throws an AutofitError that names it. */
export async function readPicture(file: string): Promise<Picture> {
  const picture = await readOrFault(file);
  if (typeof picture !== 'string') return picture;
  throw new AutofitError('BAD_PICTURE', `${picture}.`, {
    file,
    hint: 'Take it out, or save it anew.',
  });
}

/** Decodes a file, or gives what is wrong with it, behind its name. */
export async function readOrFault(file: string): Promise<Picture | string> {
  try {
    return await decodePicture(await pictureBytes(file));
  } catch (thrown) {
    return `${file} ${pictureFault(thrown)}`;
  }
}

export interface FramedPictures {
  readonly set: FramedSet;
  /** Those of the set, one each. */
  readonly pictures: readonly LabelledPicture[];
  /** Of those that are set aside, what is wrong. */
  readonly faults: readonly string[];
}

export interface FrameOptions {
  /** Whether pictures that break when they are decoded are set aside. */
  readonly skipBad: boolean;
  /** Whether, behind so many, the pictures that are left are not read; those that are, are like them. */
  shouldStop(done: number): boolean;
  /** Told how many are done. */
  onPicture?(done: number): void;
}

/** The pictures at the size of one frame, in memory that threads share and in their order. */
export async function framePictures(
  pictures: readonly LabelledPicture[],
  frame: FrameSize,
  { skipBad, shouldStop, onPicture }: FrameOptions,
): Promise<FramedPictures> {
  const size = frame.width * frame.height * 3;
  const pixels = new Uint8Array(new SharedArrayBuffer(pictures.length * size));
  const isRead = pictures.map(() => false);
  const faults = new Map<number, string>();
  let done = 0;
  for (const place of permutation(randomStream('frames'), pictures.length)) {
    // Timers and signals have their turn.
    await setImmediate();
    if (shouldStop(done)) break;
    onPicture?.(done++);
    const { file } = pictures[place] as LabelledPicture;
    const picture = skipBad ? await readOrFault(file) : await readPicture(file);
    if (typeof picture === 'string') {
      faults.set(place, picture);
      continue;
    }
    framePicture(picture, frame, pixels.subarray(place * size, (place + 1) * size));
    isRead[place] = true;
  }
  const places = isRead.flatMap((own, place) => (own ? [place] : []));
  for (const [to, from] of places.entries()) {
    if (to < from) pixels.copyWithin(to * size, from * size, (from + 1) * size);
  }
  const kept = places.map((place) => pictures[place] as LabelledPicture);
  const boxes = kept.map((own) => own.boxes.map((box) => toFrame(box, framing(own, frame))));
  const sizes = kept.map(({ width, height }) => ({ width, height }));
  const set = { frame, pixels: pixels.subarray(0, kept.length * size), boxes, sizes };
  const inOrder = [...faults].sort(([a], [b]) => a - b).map(([, fault]) => fault);
  return { set, pictures: kept, faults: inOrder };
}
