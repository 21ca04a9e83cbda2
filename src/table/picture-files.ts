import { open, realpath } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { bytesOfCell, isDataUrl } from '../image/bytes-of-cell.js';
import { MOST_PICTURE_BYTES } from '../image/picture-limits.js';
import { AutofitError } from '../util/errors.js';
import { fileFault, fileMistake, isOfMachine } from '../util/file-mistake.js';
import { readPlainFile } from '../util/plain-file.js';
import { whenFree } from '../util/when-free.js';

const ADDRESS = /^(?:[a-z][a-z0-9+.-]*:\/\/|file:|\/\/|\\\\)/i;
const SHOWN = 200;

/** Calls of the system that pictures are opened by. */
export interface PictureCalls {
  readonly realpath: typeof realpath;
  readonly open: typeof open;
}

/**
 * Gives the bytes of the pictures that cells name: paths below a folder, or data URLs. A path may not leave the folder, be
 * it by a link, and must be that of a plain file. Its errors are AutofitErrors with the cell as file; those of the machine, which
 * say nothing of a picture, have a code of their own.
 */
export function pictureFiles(
  root: string,
  calls: PictureCalls = { realpath, open },
): (cell: string) => Promise<Uint8Array> {
  const folder = once(() => rootOf(root, calls));
  return async (cell) => {
    if (isDataUrl(cell)) return bytesOfCell(cell);
    const own = await folder();
    try {
      return await whenFree(() => readPicture(cell, own, calls));
    } catch (thrown) {
      throw unreadable(cell, own, thrown);
    }
  };
}

/** Tells whether a cell is the path of a file below a folder, as it is written. */
export function pictureFinder(root: string): (cell: string) => Promise<boolean> {
  const folder = once(() => rootOf(root, { realpath }));
  return async (cell) => {
    const own = await folder();
    try {
      const real = await whenFree(() => realpath(resolve(own, cell)));
      return isInside(real, own);
    } catch (thrown) {
      if (isOfMachine(thrown)) throw fileMistake(thrown);
      return false;
    }
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

async function rootOf(root: string, calls: Pick<PictureCalls, 'realpath'>): Promise<string> {
  try {
    return await whenFree(() => calls.realpath(root));
  } catch (thrown) {
    if (isOfMachine(thrown)) throw fileMistake(thrown, root);
    throw new AutofitError('NO_FILE', `${root} is no folder of pictures.`, {
      file: root,
      hint: "Name the folder that paths start from by `images: '<folder>'`.",
    });
  }
}

function isInside(real: string, root: string): boolean {
  const fromRoot = relative(root, real);
  return !(fromRoot === '..' || fromRoot.startsWith(`..${sep}`) || resolve(fromRoot) === fromRoot);
}

async function readPicture(cell: string, root: string, calls: PictureCalls): Promise<Uint8Array> {
  const path = cell.trim();
  if (path === '') throw mistake(cell, 'is no path');
  if (ADDRESS.test(path)) {
    throw mistake(cell, 'is an address, and nothing is fetched: download it and name the file');
  }
  if (path.includes('\0')) throw mistake(cell, 'is no path');
  const real = await realPath(cell, root, calls);
  if (!isInside(real, root)) {
    throw mistake(
      cell,
      `lies outside of ${root}: name the folder of all pictures by \`images: '<folder>'\``,
    );
  }
  const found = await readPlainFile(real, MOST_PICTURE_BYTES, calls.open);
  if (found.kind === 'fault') throw mistake(cell, found.fault);
  return found.bytes;
}

/** Of the path as it is written, else without the blanks around it, with its accents written otherwise, and as Windows has it. */
async function realPath(
  cell: string,
  root: string,
  { realpath: real }: PictureCalls,
): Promise<string> {
  const path = cell.trim();
  const [first = cell, ...others] = new Set([
    cell,
    path,
    path.normalize('NFC'),
    path.normalize('NFD'),
    path.replaceAll('\\', '/'),
  ]);
  try {
    return await real(resolve(root, first));
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
    for (const other of others) {
      const found = await real(resolve(root, other)).catch(() => undefined);
      if (found !== undefined) return found;
    }
    throw thrown;
  }
}

/** What is wrong with the picture; failures of the machine are no fault of it. */
function unreadable(cell: string, root: string, thrown: unknown): unknown {
  if (isOfMachine(thrown)) return fileMistake(thrown, cell);
  const { code } = thrown as NodeJS.ErrnoException;
  // A socket.
  if (code === 'ENXIO') return mistake(cell, 'is no plain file');
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return mistake(
      cell,
      `does not exist in ${root}: name the folder of pictures by \`images: '<folder>'\``,
    );
  }
  const fault = fileFault(thrown);
  return fault === undefined ? thrown : mistake(cell, fault);
}

function mistake(cell: string, fault: string): AutofitError {
  const file = cell.length > SHOWN ? `${cell.slice(0, SHOWN)}…` : cell;
  return new AutofitError('NO_PICTURE', `${file} ${fault}.`, { file });
}
