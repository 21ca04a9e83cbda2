import { open, readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { errorMessage } from '../util/errors.js';
import { fileMistake } from '../util/file-mistake.js';
import { checkJsonRoom } from '../util/json-room.js';
import { parseJson } from '../util/parse-json.js';
import { badBoxes } from './bad-boxes.js';
import type { WrittenBox, WrittenBoxes, WrittenImage } from './boxes-table.js';
import { checkPixels } from './check-pixels.js';
import { isBoxesHeader, parseBoxesCsv } from './parse-boxes-csv.js';
import { isCoco, parseCoco } from './parse-coco.js';
import { parseVoc } from './parse-voc.js';

/** How boxes are written down. */
export type BoxesForm = 'coco' | 'voc' | 'csv';

/** Folders of Pascal VOC that hold its annotations. */
const ANNOTATIONS = ['Annotations', 'annotations'];
/** Of an export with a folder of pictures. */
const COCO_IN_FOLDER = '_annotations.coco.json';
/** Of a file, what its first line is looked for in. */
const HEAD_BYTES = 4096;
/** Larger files hold rows: a text cannot be as long. */
const MOST_JSON = 500e6;

/** Which form the boxes at a path have; undefined where there is nothing, or none of them. */
export async function boxesForm(path: string): Promise<BoxesForm | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return undefined;
  if (found.isDirectory()) return (await placeOf(path)).form;
  // What a pipe gives is given once.
  if (!found.isFile()) return undefined;
  const ending = extname(path).toLowerCase();
  if (ending === '.json') return found.size > MOST_JSON ? undefined : isCocoFile(path);
  if (ending !== '.csv' && ending !== '.tsv') return undefined;
  const head = await headOf(path);
  return isBoxesHeader(head.split(/\r?\n/)[0] ?? '') ? 'csv' : undefined;
}

/** The first letters of a file, which may be larger than memory. */
async function headOf(path: string): Promise<string> {
  const file = await open(path).catch(unreadable(path));
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

function unreadable(path: string): (thrown: unknown) => never {
  return (thrown) => {
    throw fileMistake(thrown, path);
  };
}

async function isCocoFile(path: string): Promise<'coco' | undefined> {
  // Rows of a table may be more than a text can hold.
  if (!/^\ufeff?\s*\{/.test(await headOf(path))) return undefined;
  const text = await readFile(path, 'utf8');
  checkJsonRoom(text, path);
  try {
    return isCoco(parseJson(text)) ? 'coco' : undefined;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}

/** What is written at a path, and the folder that its pictures are named from. Throws an AutofitError where nothing can be meant. */
export async function readWrittenBoxes(
  path: string,
): Promise<{ readonly written: WrittenBoxes; readonly folder: string }> {
  const { form, file, folder } = await placeOf(path);
  const written = await readForm(form, file);
  checkPixels(written.boxes);
  return { written, folder };
}

async function readForm(form: BoxesForm | undefined, file: string): Promise<WrittenBoxes> {
  switch (form) {
    case 'coco':
      return parseCoco(await textOf(file), file);
    case 'csv':
      return parseBoxesCsv(await textOf(file), file);
    case 'voc':
      return readVoc(file);
    case undefined:
      throw badBoxes('it is no data with boxes', { file });
  }
}

interface BoxesPlace {
  readonly form: BoxesForm | undefined;
  /** The file, or the folder of annotations. */
  readonly file: string;
  readonly folder: string;
}

async function placeOf(path: string): Promise<BoxesPlace> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    (thrown: unknown) => {
      throw badBoxes(`it cannot be read: ${errorMessage(thrown)}`, { file: path });
    },
  );
  if (!isFolder) {
    const form = extname(path).toLowerCase() === '.json' ? 'coco' : 'csv';
    return { form, file: path, folder: dirname(path) };
  }
  const names = await readdir(path).catch(unreadable(path));
  if (names.includes(COCO_IN_FOLDER)) {
    return { form: 'coco', file: join(path, COCO_IN_FOLDER), folder: path };
  }
  const inner = ANNOTATIONS.find((name) => names.includes(name));
  const file = inner === undefined ? path : join(path, inner);
  const files = inner === undefined ? names : await readdir(file).catch(unreadable(file));
  const form = files.some((name) => name.toLowerCase().endsWith('.xml')) ? 'voc' : undefined;
  return { form, file, folder: path };
}

async function readVoc(folder: string): Promise<WrittenBoxes> {
  const names = (await readdir(folder).catch(unreadable(folder))).filter((name) =>
    name.toLowerCase().endsWith('.xml'),
  );
  const images: WrittenImage[] = [];
  const boxes: WrittenBox[] = [];
  for (const name of names.sort()) {
    const file = join(folder, name);
    const { image, boxes: own } = parseVoc(await textOf(file), file);
    // Where the file of annotations alone says which picture it is of.
    const named = image.name === '' ? `${basename(name, extname(name))}.jpg` : image.name;
    for (const box of own) boxes.push({ ...box, image: images.length });
    images.push({ ...image, name: named });
  }
  return { images, boxes };
}

async function textOf(file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (thrown) {
    throw badBoxes(`it cannot be read: ${errorMessage(thrown)}`, { file });
  }
}
