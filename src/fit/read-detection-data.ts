import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { BoxesTable, LabelledPicture } from '../detect/boxes-table.js';
import { firstConfig, sidesFor } from '../detect/detector-space.js';
import { faultsText } from '../detect/find-pictures.js';
import { framePictures } from '../detect/frame-pictures.js';
import type { FrameSize } from '../detect/framed-picture.js';
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
  checkEnough(source, table);
  const boxes = pictures.reduce((sum, own) => sum + own.boxes.length, 0);
  const message = `${countOf(pictures.length, 'picture')} with ${boxes.toLocaleString('en-US')} boxes of ${countOf(classes.length, classes.length === 1 ? 'class' : 'classe')}: ${classes.join(', ')}; mAP50 on pictures held out`;
  onProgress({ kind: 'note', message });
  return table;
}

/**
 * Mistakes in it are told before any training. Where it lies in another folder than the data, its pictures are looked for there before
 * `images`: names like 1.jpg are those of other pictures in the other folder.
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

/** Throws an AutofitError where nothing can be learnt from what is left. */
function checkEnough(source: string, table: BoxesTable): void {
  const { pictures } = table;
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
}

/** With what became of those that are written. */
function noBoxes(source: string, { notes }: BoxesTable): string {
  const why = notes.length > 0 ? ` (${notes.join('; ')})` : '';
  return `${source} has no box that can be learnt from${why}.`;
}

/** The pictures at the largest size that a configuration may want, and the table of those that can be decoded. */
export interface FramedTable {
  readonly table: BoxesTable;
  /** Undefined where the time is over before all are read. */
  readonly set: FramedSet | undefined;
}

/** Throws an AutofitError for a picture that cannot be decoded, where such are not set aside, and where too little is left. */
export async function frameTable(
  source: string,
  table: BoxesTable,
  { skipBad, onProgress }: DetectionSettings,
  shouldStop: () => boolean,
): Promise<FramedTable> {
  const { pictures } = table;
  const framed = await framePictures(pictures, frameFor(pictures), { skipBad, shouldStop });
  if (!framed || framed.faults.length === 0) return { table, set: framed?.set };
  const message = `${faultsText(framed.faults, pictures.length)}; set aside`;
  onProgress({ kind: 'note', message });
  const left = { ...table, pictures: framed.pictures };
  checkEnough(source, left);
  return { table: left, set: framed.set };
}

function frameFor(pictures: readonly LabelledPicture[]): FrameSize {
  const proportions = pictures.map(({ width, height }) => width / height).sort((a, b) => a - b);
  const proportion = proportions[Math.floor(proportions.length / 2)] ?? 1;
  const sides = sidesFor(pictures);
  const first = sides.indexOf(firstConfig(pictures).side);
  const frames = sides.slice(0, first + 3).map((side) => frameOf(side, proportion));
  const fitting = frames.filter(
    ({ width, height }) => 3 * width * height * pictures.length <= MOST_BYTES,
  );
  return fitting.at(-1) ?? frameOf(sides[0] ?? 32, proportion);
}
