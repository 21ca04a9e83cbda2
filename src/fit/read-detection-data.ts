import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { countedNotes } from '../detect/box-bounds.js';
import type { BoxesTable } from '../detect/boxes-table.js';
import { frameFor, knownFrame } from '../detect/detector-memory.js';
import { equalPictures } from '../detect/equal-pictures.js';
import { faultsText } from '../detect/find-pictures.js';
import { type FrameOptions, framePictures } from '../detect/frame-pictures.js';
import type { FrameSize } from '../detect/framed-picture.js';
import type { FramedSet } from '../detect/framed-set.js';
import { usableBoxes } from '../detect/lay-boxes.js';
import { readBoxes } from '../detect/read-boxes.js';
import type { DetectionSettings } from '../options/resolve-detection.js';
import { countOf } from '../util/count-of.js';
import { AutofitError } from '../util/errors.js';
import { availableMemory } from '../util/memory.js';

/** Pictures without which nothing can be learnt and tried. */
const LEAST_PICTURES = 4;
/** Pictures without which a search is not begun where there was no time to read all. */
const ENOUGH_PICTURES = 20;

/** Reads boxes and tells what was noticed. Throws an AutofitError where nothing can be learnt from them. */
export async function readDetectionData(
  source: string,
  settings: DetectionSettings,
  shouldStop: (done: number) => boolean,
): Promise<BoxesTable> {
  const { images, skipBad, onProgress } = settings;
  const table = await readBoxes(source, { images, skipBad, shouldStop });
  const { pictures, classes } = table;
  const notes = [...table.notes, ...countedNotes(pictures.map((own) => own.boxes))];
  for (const message of notes) onProgress({ kind: 'note', message });
  for (const message of table.warnings) onProgress({ kind: 'warning', message });
  checkEnough(source, table);
  const boxes = pictures.reduce((sum, own) => sum + own.boxes.length, 0);
  onProgress({ kind: 'boxes', pictures: pictures.length, boxes, classes });
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
  { images, skipBad, onProgress }: DetectionSettings,
  shouldStop: (done: number) => boolean,
): Promise<BoxesTable> {
  const besideFirst = (await folderOf(test)) !== (await folderOf(source));
  const table = await readBoxes(test, { images, besideFirst, skipBad, classes, shouldStop });
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
    throw fewPictures(source, pictures.length, 'picture');
  }
}

function fewPictures(source: string, count: number, what: string): AutofitError {
  return new AutofitError('FEW_PICTURES', `${source} has ${countOf(count, what)}.`, {
    file: source,
    hint: `A detector needs ${LEAST_PICTURES} at the very least, and 50 to be any good.`,
  });
}

/** With what became of those that are written. */
function noBoxes(source: string, { notes }: BoxesTable): string {
  const why = notes.length > 0 ? ` (${notes.join('; ')})` : '';
  return `${source} has no box that can be learnt from${why}.`;
}

/** The pictures at the largest size that a configuration may want, and the table of those that can be decoded. */
export interface FramedTable {
  readonly table: BoxesTable;
  /** Undefined where the time is over before enough are read. */
  readonly set: FramedSet | undefined;
  /** Of pictures that are the same, the first. */
  readonly firsts: Int32Array | undefined;
}

/** How pictures are framed. */
export interface FrameTableOptions extends Pick<FrameOptions, 'shouldStop'> {
  /** Their size, where it was chosen before. */
  readonly frame?: FrameSize | undefined;
}

/** Throws an AutofitError for a picture that cannot be decoded, where such are not set aside, and where too little is left. */
export async function frameTable(
  source: string,
  table: BoxesTable,
  { skipBad, onProgress }: DetectionSettings,
  { shouldStop, frame: known }: FrameTableOptions,
): Promise<FramedTable> {
  const { pictures } = table;
  const memory = availableMemory();
  const { frame, note } = known
    ? knownFrame(source, pictures, known, memory)
    : frameFor(source, pictures, memory);
  if (note !== undefined) onProgress({ kind: 'note', message: note });
  const total = pictures.length;
  const onPicture = (done: number) =>
    onProgress({ kind: 'reading-pictures', pictures: done, total });
  const framed = await framePictures(pictures, frame, { skipBad, shouldStop, onPicture });
  const { set, faults } = framed;
  const unread = pictures.length - framed.pictures.length - faults.length;
  // Where there is no time for a search, the mean boxes are those of all.
  if (unread > 0 && framed.pictures.length < ENOUGH_PICTURES) {
    return { table, set: undefined, firsts: undefined };
  }
  const left = { ...table, pictures: framed.pictures };
  if (faults.length > 0) {
    const message = `${faultsText(faults, pictures.length)}; set aside`;
    onProgress({ kind: 'note', message });
  }
  if (unread > 0) {
    const message = `${framed.pictures.length} of ${countOf(pictures.length, 'picture')} are learnt from, for lack of time to read the others`;
    onProgress({ kind: 'warning', message });
  }
  if (left.pictures.length < pictures.length) checkEnough(source, left);
  const { firsts, different, notes } = equalPictures(set);
  if (different < LEAST_PICTURES) throw fewPictures(source, different, 'different picture');
  for (const message of notes) onProgress({ kind: 'note', message });
  return { table: left, set, firsts };
}
