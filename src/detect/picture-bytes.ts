import { realpath } from 'node:fs/promises';
import { badPicture } from '../image/bad-picture.js';
import { MOST_PICTURE_BYTES } from '../image/picture-limits.js';
import { fileFault, fileMistake, isOfMachine } from '../util/file-mistake.js';
import { type PlainFile, readPlainFile } from '../util/plain-file.js';
import { whenFree } from '../util/when-free.js';

/**
 * The bytes of a picture's file. Throws an AutofitError: of the picture where it cannot be read, of another code where it is the
 * machine that fails.
 */
export async function pictureBytes(path: string, read = plainFile): Promise<Uint8Array> {
  let found: PlainFile;
  try {
    found = await whenFree(() => read(path));
  } catch (thrown) {
    const fault = fileFault(thrown);
    if (fault === undefined || isOfMachine(thrown)) throw fileMistake(thrown, path);
    throw badPicture(fault);
  }
  if (found.kind === 'bytes') return found.bytes;
  throw badPicture(found.fault);
}

async function plainFile(path: string): Promise<PlainFile> {
  return readPlainFile(await realpath(path), MOST_PICTURE_BYTES);
}
