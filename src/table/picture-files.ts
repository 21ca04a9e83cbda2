import { constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { bytesOfCell, isDataUrl } from '../image/bytes-of-cell.js';
import { MOST_PICTURE_BYTES } from '../image/picture-limits.js';
import { AutofitError } from '../util/errors.js';

const ADDRESS = /^(?:[a-z][a-z0-9+.-]*:\/\/|file:|\/\/|\\\\)/i;
const SHOWN = 200;

/**
 * Gives the bytes of the pictures that cells name: paths below a folder, or data URLs. A path may not leave the folder, be
 * it by a link, and must be that of a plain file. Its errors are AutofitErrors with the cell as file.
 */
export function pictureFiles(root: string): (cell: string) => Promise<Uint8Array> {
  let folder: Promise<string> | undefined;
  return async (cell) => {
    if (isDataUrl(cell)) return bytesOfCell(cell);
    folder ??= realpath(root).catch(() => {
      throw new AutofitError('NO_FILE', `${root} is no folder of pictures.`, {
        file: root,
        hint: "Name the folder that paths start from by `images: '<folder>'`.",
      });
    });
    return readPicture(cell, await folder);
  };
}

async function readPicture(cell: string, root: string): Promise<Uint8Array> {
  const path = cell.trim();
  if (path === '') throw mistake(cell, 'is no path');
  if (ADDRESS.test(path)) {
    throw mistake(cell, 'is an address, and nothing is fetched: download it and name the file');
  }
  if (path.includes('\0')) throw mistake(cell, 'is no path');
  const real = await realpath(resolve(root, path)).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(cell, root, error);
  });
  const fromRoot = relative(root, real);
  if (fromRoot === '..' || fromRoot.startsWith(`..${sep}`) || resolve(fromRoot) === fromRoot) {
    throw mistake(
      cell,
      `lies outside of ${root}: name the folder of all pictures by \`images: '<folder>'\``,
    );
  }
  // Neither a pipe, at which opening would wait, nor a link that was put there meanwhile.
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);
  const file = await open(real, flags).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(cell, root, error);
  });
  try {
    return await contentOf(file, cell);
  } finally {
    await file.close();
  }
}

async function contentOf(file: FileHandle, cell: string): Promise<Uint8Array> {
  const info = await file.stat();
  if (info.isDirectory()) throw mistake(cell, 'is a folder: name a picture in it');
  if (!info.isFile()) throw mistake(cell, 'is no plain file: name a picture');
  if (info.size > MOST_PICTURE_BYTES) {
    const megabytes = Math.round(info.size / 1e6).toLocaleString('en-US');
    throw mistake(cell, `has ${megabytes} MB, and 100 MB are read at most: save it smaller`);
  }
  const bytes = new Uint8Array(info.size);
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await file.read(bytes, filled, bytes.length - filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

function unreadable(cell: string, root: string, { code }: NodeJS.ErrnoException): AutofitError {
  if (code === 'ENAMETOOLONG') return mistake(cell, 'is too long for a path');
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return mistake(
      cell,
      `does not exist in ${root}: name the folder of pictures by \`images: '<folder>'\``,
    );
  }
  return mistake(cell, `cannot be read (${code})`);
}

function mistake(cell: string, fault: string): AutofitError {
  const file = cell.length > SHOWN ? `${cell.slice(0, SHOWN)}…` : cell;
  return new AutofitError('NO_PICTURE', `${file} ${fault}.`, { file });
}
