import { stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { NamedPicture } from '../detect/pictures-at.js';
import { AutofitError } from '../util/errors.js';

/**
 * Where pictures are drawn, one file each: those of inner folders lie beside the others, under names that tell them apart. Throws an
 * AutofitError where one would be written over a picture that is read.
 */
export async function drawnFiles(
  folder: string,
  pictures: readonly NamedPicture[],
): Promise<readonly string[]> {
  const taken = new Set<string>();
  const files = pictures.map(({ image }) => join(folder, `${freeName(image, taken)}.png`));
  const read = new Set<string>();
  for (const { file } of pictures) read.add((await identity(file)) ?? file);
  for (const file of files) {
    const own = await identity(file);
    if (own === undefined || !read.has(own)) continue;
    throw new AutofitError('FILE_USED', `${file} is read, and would be drawn over.`, {
      file,
      hint: 'Choose another folder with `draw`.',
    });
  }
  return files;
}

function freeName(image: string, taken: Set<string>): string {
  const flat = image.replaceAll(/[\\/]/g, '_');
  const plain = basename(flat, extname(flat));
  let name = plain;
  // Some file systems take capitals for small letters.
  for (let i = 2; taken.has(name.toLowerCase()); i++) name = `${plain}-${i}`;
  taken.add(name.toLowerCase());
  return name;
}

/** The same for all paths that lead to a file; undefined where there is none. */
async function identity(path: string): Promise<string | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found && `${found.dev}:${found.ino}`;
}
