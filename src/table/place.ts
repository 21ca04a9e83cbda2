import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { AutofitError } from '../util/errors.js';
import { fileMistake } from '../util/file-mistake.js';
import { HIDDEN } from '../util/walk-folder.js';

export const STANDARD_INPUT = 'standard input';
const CHUNK_BYTES = 1 << 18;

/** Where the bytes of a table are. */
export interface Place {
  /** What it is called in messages. */
  readonly source: string;
  /** Its bytes from the first one on; only a file gives them again. */
  open(): Readable;
  /** The file and its size; undefined for standard input. */
  readonly file?: { readonly path: string; readonly bytes: number } | undefined;
}

/** The folder that a file is in; of standard input the one that the process is in. */
export function folderOf({ file }: Place): string {
  return file ? dirname(file.path) : '.';
}

/** What files of tables are called. */
const DATA_FILE =
  /\.(?:csv|tsv|tab|txt|psv|json|jsonl|ndjson|parquet|pq|xlsx)(?:\.gz)?$|\.(?:gz|zip)$/i;
/** What lies beside tables to be read by people. */
const FOR_PEOPLE =
  /^(?:readme|licen[cs]e|copying|notice|authors|citation|change(?:s|log))\b[^.]*\.(?:txt|json)$/i;
const WILD = /[*?[\]{}]/;

/** Whether a file in a folder is called as tables are. */
export function isDataFile(name: string): boolean {
  return !HIDDEN.test(name) && DATA_FILE.test(name) && !FOR_PEOPLE.test(name);
}

/**
 * The places that a path names, in the order of their names: a file, the files of a folder, or those that a pattern such as
 * `sales/*.csv` matches. `-` is standard input, whose bytes may be copied to a file as they are read. Of a folder that holds more
 * than tables, names say which they are. Throws an AutofitError where there is none.
 */
export async function placesOf(
  path: string,
  copyTo?: string,
  names?: readonly string[],
): Promise<readonly Place[]> {
  if (path === '') {
    throw new AutofitError('NO_DATA', 'There is no data: its path is empty.', {
      hint: 'It may be of a variable that is not set; "-" reads standard input.',
    });
  }
  if (path === '-') return [{ source: STANDARD_INPUT, open: () => standardInput(copyTo) }];
  const info = await stat(path).catch(() => undefined);
  if (info?.isDirectory()) return filesOf(names ?? (await tablesIn(path)), path);
  if (info || !WILD.test(path)) return [await fileAt(path)];
  const { glob } = await import('tinyglobby');
  const found = (await glob(path, { expandDirectories: false, absolute: isAbsolute(path) })).sort();
  if (found.length > 0) return Promise.all(found.map(fileAt));
  throw new AutofitError('NO_FILE', `No file matches ${path}.`, {
    file: path,
    hint: 'Check the pattern, which is taken from the folder that you are in.',
  });
}

/** Throws an AutofitError where a path names nothing; what it names is not opened. */
export async function checkPlace(path: string): Promise<void> {
  const info = await stat(path).catch(() => undefined);
  if (!info) await placesOf(path);
}

/** The files of a folder that are called as tables are, by name. Throws an AutofitError where it cannot be read. */
export async function tablesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((thrown: unknown) => {
    throw fileMistake(thrown, folder);
  });
  const files = entries.filter((own) => !own.isDirectory() && isDataFile(own.name));
  return files.map(({ name }) => name).sort();
}

function filesOf(names: readonly string[], folder: string): Promise<Place[]> {
  if (names.length > 0) return Promise.all(names.map((name) => fileAt(join(folder, name))));
  throw new AutofitError('IS_FOLDER', `${folder} is a folder without a table or a picture in it.`, {
    file: folder,
    hint: 'Name a file, or a folder of CSV, JSON Lines, Parquet or Excel files with the same columns, or one of pictures: PNG, JPEG, WebP, GIF or BMP.',
  });
}

async function fileAt(path: string): Promise<Place> {
  const info = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw fileMistake(error, path);
    throw new AutofitError('NO_FILE', `${path} does not exist.`, {
      file: path,
      hint: 'Check the path; "-" reads standard input.',
    });
  });
  const file = { path, bytes: info.size };
  if (info.isFIFO()) {
    const { openPipe } = await import('./open-pipe.js');
    return { source: path, open: await openPipe(path), file };
  }
  return {
    source: path,
    open: () => createReadStream(path, { highWaterMark: CHUNK_BYTES }),
    file,
  };
}

function standardInput(copyTo: string | undefined): Readable {
  if (copyTo === undefined) return process.stdin;
  const stream = new PassThrough();
  const copy = createWriteStream(copyTo);
  process.stdin.pipe(copy);
  process.stdin.on('error', (error) => stream.destroy(error));
  copy.on('error', (error) => stream.destroy(error));
  // The reader ends only after the copy is whole.
  copy.on('finish', () => stream.end());
  process.stdin.pipe(stream, { end: false });
  // A reader that stops early takes nothing more.
  stream.on('close', () => {
    process.stdin.destroy();
    copy.end();
  });
  return stream;
}
