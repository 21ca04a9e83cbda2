import { extname } from 'node:path';
import { detectBoxes, toldBoxes } from '../detect/detector.js';
import type { DetectorState } from '../detect/detector-state.js';
import { drawBoxes } from '../detect/draw-boxes.js';
import { FOUND_HEADER, type FoundOnPicture, foundCoco, foundCsv } from '../detect/found-text.js';
import { readPicture } from '../detect/frame-pictures.js';
import { picturesAt } from '../detect/pictures-at.js';
import { encodePng } from '../image/encode-png.js';
import type { Picture } from '../image/picture.js';
import { makeFolder } from '../util/make-folder.js';
import { writeFileSafely } from '../util/write-file-safely.js';
import { type OutputStream, writeBatch } from './batch-sink.js';
import type { DetectOptions } from './detect-options.js';
import { drawnFiles } from './drawn-files.js';

export interface DetectFileOptions extends DetectOptions {
  /** A folder for the pictures with their boxes drawn. @default none are drawn */
  readonly draw?: string | undefined;
}

export interface DetectedFile {
  readonly pictures: number;
  readonly boxes: number;
}

/** Finds the boxes on the pictures at a path, one picture after the other. */
export async function detectIntoFile(
  state: DetectorState,
  path: string,
  out: string | OutputStream,
  { minScore, images, draw, onProgress }: DetectFileOptions,
): Promise<DetectedFile> {
  const pictures = await picturesAt(path, images);
  const drawn = draw === undefined ? [] : await drawnFiles(draw, pictures);
  if (draw !== undefined) await makeFolder(draw);
  const found: FoundOnPicture[] = [];
  for (const [i, { image, file }] of pictures.entries()) {
    const picture = await readPicture(file);
    const boxes = toldBoxes(state, detectBoxes(state, picture), minScore);
    const { width, height } = picture;
    found.push({ image, width, height, boxes });
    const target = drawn[i];
    if (target !== undefined) await drawInto(target, picture, state, boxes);
    onProgress?.({ kind: 'predicting', rows: found.length, total: pictures.length });
  }
  const isCoco = typeof out === 'string' && extname(out).toLowerCase() === '.json';
  const text = isCoco
    ? foundCoco(state.classes, found)
    : FOUND_HEADER + found.map(foundCsv).join('');
  await writeBatch(out, onePiece(text));
  return { pictures: found.length, boxes: found.reduce((sum, { boxes }) => sum + boxes.length, 0) };
}

async function drawInto(
  file: string,
  picture: Picture,
  { classes }: DetectorState,
  boxes: FoundOnPicture['boxes'],
): Promise<void> {
  const coded = boxes.map((box) => ({ ...box, code: classes.indexOf(box.label) }));
  await writeFileSafely(file, await encodePng(drawBoxes(picture, coded)));
}

async function* onePiece(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
