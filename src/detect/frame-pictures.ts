import { readFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { pictureFault } from '../image/bad-picture.js';
import { decodePicture } from '../image/decode-picture.js';
import type { Picture } from '../image/picture.js';
import { AutofitError } from '../util/errors.js';
import type { LabelledPicture } from './boxes-table.js';
import { type FrameSize, framePicture, framing, toFrame } from './framed-picture.js';
import type { FramedSet } from './framed-set.js';

/** Decodes a file. Throws an AutofitError that names it. */
export async function readPicture(file: string): Promise<Picture> {
  try {
    return await decodePicture(await readFile(file));
  } catch (thrown) {
    throw new AutofitError('BAD_PICTURE', `${file} ${pictureFault(thrown)}.`, {
      file,
      hint: 'Take it out, or save it anew.',
    });
  }
}

/** All pictures at the size of one frame, in memory that threads share; undefined where it is stopped before all are read. */
export async function framePictures(
  pictures: readonly LabelledPicture[],
  frame: FrameSize,
  shouldStop: () => boolean,
): Promise<FramedSet | undefined> {
  const size = frame.width * frame.height * 3;
  const pixels = new Uint8Array(new SharedArrayBuffer(pictures.length * size));
  for (const [i, { file }] of pictures.entries()) {
    // Timers and signals have their turn.
    await setImmediate();
    if (shouldStop()) return undefined;
    framePicture(await readPicture(file), frame, pixels.subarray(i * size, (i + 1) * size));
  }
  const boxes = pictures.map((own) => own.boxes.map((box) => toFrame(box, framing(own, frame))));
  return { frame, pixels, boxes };
}
