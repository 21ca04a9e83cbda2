import { extname } from 'node:path';
import { boundNotes } from '../detect/box-bounds.js';
import { detectBoxes, toldBoxes } from '../detect/detector.js';
import type { DetectorState } from '../detect/detector-state.js';
import { drawBoxes } from '../detect/draw-boxes.js';
import { faultsText, noneUsable } from '../detect/find-pictures.js';
import { FOUND_HEADER, type FoundOnPicture, foundCoco, foundCsv } from '../detect/found-text.js';
import { readOrFault } from '../detect/frame-pictures.js';
import { picturesAt } from '../detect/pictures-at.js';
import { encodePng } from '../image/encode-png.js';
import type { Picture } from '../image/picture.js';
import { checkNotInput } from '../util/check-not-input.js';
import { AutofitError } from '../util/errors.js';
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
  /** Which pictures were left out, and which may have more boxes than are told, in words. */
  readonly notes: readonly string[];
}

/** Finds the boxes on the pictures at a path, one picture after the other. */
export async function detectIntoFile(
  state: DetectorState,
  path: string,
  out: string | OutputStream,
  { minScore, images, draw, onProgress }: DetectFileOptions,
): Promise<DetectedFile> {
  if (typeof out === 'string') {
    checkEnd(out);
    await checkNotInput(out, { data: path });
  }
  const { pictures, notes } = await picturesAt(path, { images, skipBad: true });
  const drawn = draw === undefined ? [] : await drawnFiles(draw, pictures);
  if (draw !== undefined) await makeFolder(draw);
  const found: FoundOnPicture[] = [];
  const faults: string[] = [];
  for (const [i, { image, file }] of pictures.entries()) {
    const picture = await readOrFault(file);
    if (typeof picture === 'string') faults.push(picture);
    else {
      const boxes = toldBoxes(state, detectBoxes(state, picture), minScore);
      found.push({ image, width: picture.width, height: picture.height, boxes });
      const target = drawn[i];
      if (target !== undefined) await drawInto(target, picture, state, boxes);
    }
    onProgress?.({ kind: 'predicting', rows: i + 1, total: pictures.length });
  }
  const left = faults.length > 0 ? [faultsText(faults, pictures.length)] : [];
  if (found.length === 0) throw noneUsable(faults, path);
  const text = foundText(state, found, out);
  await writeBatch(out, onePiece(text));
  const boxes = found.reduce((sum, own) => sum + own.boxes.length, 0);
  return {
    pictures: found.length,
    boxes,
    notes: [
      ...notes,
      ...left.map((note) => `${note}; left out`),
      ...boundNotes(found.map((own) => own.boxes)),
    ],
  };
}

/** Ends of names that say of a file what is not written. */
const OTHERS = /\.(?:jsonl|ndjson|parquet|pq|xlsx?|zip|tsv|html|gz)$/i;

function checkEnd(out: string): void {
  const [end] = OTHERS.exec(out) ?? [];
  if (end === undefined) return;
  throw new AutofitError(
    'BAD_OPTION',
    `${out} cannot be written: boxes are not written as ${end.slice(1)}.`,
    {
      hint: 'They are CSV, or COCO where the name ends in .json.',
    },
  );
}

/** COCO JSON where the file ends in .json, else CSV. */
function foundText(
  { classes }: DetectorState,
  found: readonly FoundOnPicture[],
  out: string | OutputStream,
): string {
  const isCoco = typeof out === 'string' && extname(out).toLowerCase() === '.json';
  return isCoco ? foundCoco(classes, found) : FOUND_HEADER + found.map(foundCsv).join('');
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
