import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, posix, relative, resolve, sep } from 'node:path';
import { countOf } from '../util/count-of.js';
import { AutofitError } from '../util/errors.js';
import { createLimiter } from '../util/limiter.js';
import { walkFolder } from '../util/walk-folder.js';
import { whenFree } from '../util/when-free.js';
import { BESIDE, findPictures } from './find-pictures.js';
import { boxesForm, readWrittenBoxes } from './written-boxes.js';

/** A picture by the name that it is told by. */
export interface NamedPicture {
  readonly image: string;
  readonly file: string;
}

/** Links that are followed at once. */
const AT_ONCE = 4;
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
 * folder, behind them others that lie in it or beside them, which are not drawn on yet. Throws an AutofitError where there are none.
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
    const beside = await besideBoxes(path, named);
    return {
      pictures: [...named.pictures, ...beside.pictures],
      notes: [...named.notes, ...beside.notes],
    };
  }
  if (found.isFile()) throw noPictures(path, 'it is no picture, and no data with boxes');
  refuseImages(options.images, 'a folder of pictures');
  const { paths, links } = await walkFolder(path, { isWanted: isPicture });
  if (paths.length === 0) throw noPictures(path, 'there is no picture in it');
  const pictures = paths.map((image) => ({ image, file: join(path, image) }));
  return { pictures, notes: linksLeft(links) };
}

/** Throws an AutofitError where a folder is named that nothing is looked for in; `what` are the pictures that were given. */
export function refuseImages(images: string | undefined, what: string): void {
  if (images === undefined) return;
  throw new AutofitError('BAD_OPTION', `\`images\` is not used for ${what}.`, {
    hint: 'It says where the pictures lie that data with boxes name: leave it out.',
  });
}

function linksLeft(links: number): readonly string[] {
  const left = `${countOf(links, 'link')} left out: to folders, out of the folder or nowhere`;
  return links > 0 ? [left] : [];
}

interface NamedByBoxes extends PicturesAt {
  /** Of pictures that are set aside. */
  readonly aside: readonly string[];
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
  const aside = written.images.filter((_, i) => pictures[i] === undefined);
  return { pictures: named, notes, aside: aside.map(({ name }) => name) };
}

/** Pictures that no box names, nor set aside, by their paths: in the folder itself, and wherever in it lie some that boxes name. */
async function besideBoxes(folder: string, { pictures, aside }: NamedByBoxes): Promise<PicturesAt> {
  const own = await realpath(folder);
  const files = pictures.map(({ file }) => file);
  const known = new Set([
    ...files,
    ...aside.flatMap((name) => BESIDE.map((root) => resolve(own, root, name))),
  ]);
  const folders = new Set(['.', ...files.map((file) => pathIn(own, dirname(file)))]);
  const above = new Set([...folders].flatMap(withFoldersAbove));
  // All files are wanted at first: of those without a picture's ending there may be any number beside boxes.
  const { paths, links } = await walkFolder(own, {
    isWanted: () => true,
    isEntered: (path) => above.has(path),
  });
  const limited = createLimiter(AT_ONCE);
  const found = paths
    .filter((path) => isPicture(path) && folders.has(posix.dirname(path)))
    .map((image) => ({ image, file: join(own, image) }));
  const real = await Promise.all(
    found.map(({ file }) => limited(() => whenFree(() => realpath(file)).catch(() => file))),
  );
  const others = found.filter(({ file }, i) => !known.has(file) && !known.has(real[i] ?? file));
  return { pictures: others, notes: linksLeft(links) };
}

/** From a folder to what lies in it, with `/` between names. */
function pathIn(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/') || '.';
}

function withFoldersAbove(path: string): readonly string[] {
  const names = path.split('/');
  return names.map((_, i) => names.slice(0, i + 1).join('/'));
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
