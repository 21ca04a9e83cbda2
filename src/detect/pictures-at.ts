import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, extname, join, normalize } from 'node:path';
import { countOf } from '../util/count-of.js';
import { AutofitError } from '../util/errors.js';
import { walkFolder } from '../util/walk-folder.js';
import { findPictures } from './find-pictures.js';
import { boxesForm, readWrittenBoxes } from './written-boxes.js';

/** A picture by the name that it is told by. */
export interface NamedPicture {
  readonly image: string;
  readonly file: string;
}

const ENDINGS = new Set(['.png', '.jpg', '.jpeg', '.webp', '.gif', '.bmp']);

export interface PicturesAt {
  readonly pictures: readonly NamedPicture[];
  /** What was set aside, in words. */
  readonly notes: readonly string[];
}

export interface PicturesAtOptions {
  /** The folder of the pictures that data with boxes name. */
  readonly images?: string | undefined;
  /** Whether pictures that they name and that cannot be used are set aside. @default false */
  readonly skipBad?: boolean | undefined;
}

/**
 * The pictures at a path: one file, those of a folder and its inner folders, or those that data with boxes name and, where that is a
 * folder, behind them others that lie in it beside the boxes, which are not drawn yet. Throws an AutofitError where there are none.
 */
export async function picturesAt(
  path: string,
  options: PicturesAtOptions = {},
): Promise<PicturesAt> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw noPictures(path, 'there is no such file or folder');
  if (found.isFile() && isPicture(path)) {
    refuseImages(options.images, 'a picture');
    return { pictures: [{ image: basename(path), file: path }], notes: [] };
  }
  if (await boxesForm(path)) {
    const named = await namedByBoxes(path, options);
    if (found.isFile() || options.images !== undefined) return named;
    return { ...named, pictures: [...named.pictures, ...(await besideBoxes(path, named))] };
  }
  if (found.isFile()) throw noPictures(path, 'it is no picture, and no data with boxes');
  refuseImages(options.images, 'a folder of pictures');
  const { paths, links } = await walkFolder(path, { isWanted: isPicture });
  if (paths.length === 0) throw noPictures(path, 'there is no picture in it');
  const left = `${countOf(links, 'link')} left out: to folders, out of the folder or nowhere`;
  const pictures = paths.map((image) => ({ image, file: join(path, image) }));
  return { pictures, notes: links > 0 ? [left] : [] };
}

/** Throws an AutofitError where a folder is named that nothing is looked for in; `what` are the pictures that were given. */
export function refuseImages(images: string | undefined, what: string): void {
  if (images === undefined) return;
  throw new AutofitError('BAD_OPTION', `\`images\` is not used for ${what}.`, {
    hint: 'It says where the pictures lie that data with boxes name: leave it out.',
  });
}

interface NamedByBoxes extends PicturesAt {
  /** Of all pictures that are named, those set aside too. */
  readonly names: readonly string[];
}

async function namedByBoxes(
  path: string,
  { images, skipBad = false }: PicturesAtOptions,
): Promise<NamedByBoxes> {
  const { written, folder } = await readWrittenBoxes(path);
  const { pictures, notes } = await findPictures(written.images, { folder, images, skipBad });
  const named = written.images.flatMap(({ name }, i) => {
    const file = pictures[i]?.file;
    return file === undefined ? [] : [{ image: name, file }];
  });
  return { pictures: named, notes, names: written.images.map(({ name }) => name) };
}

/** Pictures in the folder itself that no box names, nor set aside, by their names. */
async function besideBoxes(
  folder: string,
  { pictures, names }: NamedByBoxes,
): Promise<readonly NamedPicture[]> {
  const own = await realpath(folder);
  const known = new Set([
    ...names.map((name) => join(own, normalize(name))),
    ...pictures.map(({ file }) => file),
  ]);
  const others = (await readdir(own)).filter(
    (name) => isPicture(name) && !known.has(join(own, name)),
  );
  return others.sort().map((image) => ({ image, file: join(own, image) }));
}

function isPicture(name: string): boolean {
  return ENDINGS.has(extname(name).toLowerCase());
}

function noPictures(path: string, reason: string): AutofitError {
  return new AutofitError('NO_PICTURES', `No pictures can be read from ${path}: ${reason}.`, {
    file: path,
    hint: 'Name a picture, a folder of pictures, or data with boxes.',
  });
}
