import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { BoxesTable } from '../detect/boxes-table.js';
import { firstConfig, sidesFor } from '../detect/detector-space.js';
import { framePictures } from '../detect/frame-pictures.js';
import { type FramedSet, frameOf } from '../detect/framed-set.js';
import { usableBoxes } from '../detect/lay-boxes.js';
import { readBoxes } from '../detect/read-boxes.js';
import type { DetectionSettings } from '../options/resolve-detection.js';
import { countOf } from '../util/count-of.js';
import { AutofitError } from '../util/errors.js';

/** Pictures without which nothing can be learnt and tried. */
const LEAST_PICTURES = 4;
/** Bytes that the pictures may take at the size that networks see. */
const MOST_BYTES = 1e9;

/** Reads boxes and tells what was noticed. Throws an AutofitError where nothing can be learnt from them. */
export async function readDetectionData(
  source: string,
  settings: DetectionSettings,
): Promise<BoxesTable> {
  const { images, skipBad, onProgress } = settings;
  const table = await readBoxes(source, { images, skipBad });
  const { pictures, classes } = table;
  for (const message of table.notes) onProgress({ kind: 'note', message });
  for (const message of table.warnings) onProgress({ kind: 'warning', message });
  if (usableBoxes(pictures) === 0) {
    throw new AutofitError('NO_BOXES', noBoxes(source, table), {
      file: source,
      hint: 'Draw boxes around what is to be found; their corners are x1 < x2 and y1 < y2, in pixels from the top left.',
    });
  }
  if (pictures.length < LEAST_PICTURES) {
    throw new AutofitError(
      'FEW_PICTURES',
      `${source} has ${countOf(pictures.length, 'picture')}.`,
      {
        file: source,
        hint: `A detector needs ${LEAST_PICTURES} at the very least, and 50 to be any good.`,
      },
    );
  }
  const boxes = pictures.reduce((sum, own) => sum + own.boxes.length, 0);
  const message = `${countOf(pictures.length, 'picture')} with ${boxes.toLocaleString('en-US')} boxes of ${countOf(classes.length, classes.length === 1 ? 'class' : 'classe')}: ${classes.join(', ')}; mAP50 on pictures held out`;
  onProgress({ kind: 'note', message });
  return table;
}

/**
 * Mistakes in it are told before any training. Its pictures lie beside it, or in `images` as well, which comes first only where it
 * lies beside the data: of pictures in two folders, names like 1.jpg tell nothing apart.
 */
export async function readDetectionTest(
  test: string,
  source: string,
  { classes }: BoxesTable,
  { images, onProgress }: DetectionSettings,
): Promise<BoxesTable> {
  const besideFirst = (await folderOf(test)) !== (await folderOf(source));
  const table = await readBoxes(test, { images, besideFirst, classes });
  for (const note of table.notes) onProgress({ kind: 'note', message: `${test}: ${note}` });
  return table;
}

async function folderOf(path: string): Promise<string> {
  const isFolder = (await stat(path).catch(() => undefined))?.isDirectory();
  return resolve(isFolder ? path : dirname(path));
}

/** With what became of those that are written. */
function noBoxes(source: string, { notes }: BoxesTable): string {
  const why = notes.length > 0 ? ` (${notes.join('; ')})` : '';
  return `${source} has no box that can be learnt from${why}.`;
}

/** The pictures at the largest size that a configuration may want; undefined where the time is over before all are read. */
export async function frameTable(
  { pictures }: BoxesTable,
  isOver: () => boolean,
): Promise<FramedSet | undefined> {
  const proportions = pictures.map(({ width, height }) => width / height).sort((a, b) => a - b);
  const proportion = proportions[Math.floor(proportions.length / 2)] ?? 1;
  const sides = sidesFor(pictures);
  const first = sides.indexOf(firstConfig(pictures).side);
  const frames = sides.slice(0, first + 3).map((side) => frameOf(side, proportion));
  const fitting = frames.filter(
    ({ width, height }) => 3 * width * height * pictures.length <= MOST_BYTES,
  );
  const frame = fitting.at(-1) ?? frameOf(sides[0] ?? 32, proportion);
  return framePictures(pictures, frame, isOver);
}
