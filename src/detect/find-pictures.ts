import { realpath } from 'node:fs/promises';
import { isAbsolute, join, normalize, sep } from 'node:path';
import { pictureFault } from '../image/bad-picture.js';
import { pictureHeader } from '../image/picture-header.js';
import { countOf } from '../util/count-of.js';
import { AutofitError } from '../util/errors.js';
import { fileMistake, isOfMachine } from '../util/file-mistake.js';
import { createLimiter } from '../util/limiter.js';
import { permutation, randomStream } from '../util/random.js';
import { whenFree } from '../util/when-free.js';
import { badBoxes } from './bad-boxes.js';
import { exchangedSize } from './boxes-as-seen.js';
import type { WrittenImage } from './boxes-table.js';
import type { FrameSize } from './framed-picture.js';
import type { FoundPicture } from './lay-boxes.js';
import { pictureBytes } from './picture-bytes.js';

/** Beside boxes, where their pictures may lie. */
export const BESIDE: readonly string[] = [
  '.',
  'images',
  'JPEGImages',
  'pictures',
  '../images',
  '../JPEGImages',
  '../pictures',
];
/** Faults that a message names one by one. */
const MOST_NAMED = 3;
/** Files that are read at once. */
const AT_ONCE = 4;
/** Pictures that are looked at however little time there is. */
const ALWAYS = 100;

/** Where pictures are looked for, and whether those that cannot be read are set aside. */
export interface PicturePlaces {
  readonly folder: string;
  /** The folder that holds them all, where the user names it. */
  readonly images: string | undefined;
  /** Whether they are looked for beside the boxes before that. @default false */
  readonly besideFirst?: boolean | undefined;
  readonly skipBad: boolean;
  /** Whether the caller takes `skipBadRows`, which a hint may name. @default false */
  readonly takesSkipBad?: boolean | undefined;
  /** Whether, behind so many, the others are left out for lack of time. @default never */
  readonly shouldStop?: ((done: number) => boolean) | undefined;
}

/**
 * Finds the pictures that boxes name, inside of their folders, and looks at their sizes. Throws an AutofitError for a picture that is
 * named twice, one that is absent, cannot be read or has another size than its boxes are of; set aside or left out, they are undefined.
 */
export async function findPictures(
  images: readonly WrittenImage[],
  places: PicturePlaces,
): Promise<{
  readonly pictures: readonly (FoundPicture | undefined)[];
  readonly notes: readonly string[];
}> {
  if (images.length === 0) throw badBoxes('it names no picture', {});
  checkOnce(images, ({ name }) => normalize(name));
  const roots = await rootsOf(places);
  const found = await lookAt(images, roots, places.shouldStop);
  const pictures = found.map((own) => (typeof own === 'string' ? undefined : own));
  checkOnce(images, (_, i) => pictures[i]?.file);
  const faults = found.flatMap((own, i) =>
    typeof own === 'string' ? [`${images[i]?.name} ${own}`] : [],
  );
  const seen = found.filter((own) => own !== undefined).length;
  const notes =
    seen < images.length
      ? [
          `${seen} of ${countOf(images.length, 'picture')} were looked at, for lack of time: the others are left out`,
        ]
      : [];
  if (faults.length === 0) return { pictures, notes };
  const message = faultsText(faults, images.length);
  if (places.skipBad && faults.length < seen) {
    return { pictures, notes: [...notes, `${message}; set aside`] };
  }
  const isOffered = places.takesSkipBad && !places.skipBad && faults.length < seen;
  const other = isOffered ? 'set them aside with `skipBadRows: true`' : 'mend them or their boxes';
  throw new AutofitError('BAD_PICTURE', `${message}.`, {
    file: places.images ?? places.folder,
    hint: `Name the folder that holds them with \`images\`, or ${other}.`,
  });
}

/** What is found of each, or what is wrong with it; undefined of those that there is no time for, which are like the others. */
async function lookAt(
  images: readonly WrittenImage[],
  roots: readonly string[],
  shouldStop: (done: number) => boolean = () => false,
): Promise<readonly (FoundPicture | string | undefined)[]> {
  const found: (FoundPicture | string | undefined)[] = images.map(() => undefined);
  const limited = createLimiter(AT_ONCE);
  const order = permutation(randomStream('pictures'), images.length);
  await Promise.all(
    Array.from(order, (place, i) =>
      limited(async () => {
        const image = images[place];
        if (!image || (i >= ALWAYS && shouldStop(i))) return;
        found[place] = await findPicture(image, roots);
      }),
    ),
  );
  return found;
}

/** How many pictures cannot be used, and what is wrong with the first of them. */
export function faultsText(faults: readonly string[], pictures: number): string {
  return `${countOf(faults.length, 'picture')} of ${pictures} cannot be used: ${listed(faults)}`;
}

/** The mistake of pictures none of which can be used. */
export function noneUsable(faults: readonly string[], file?: string): AutofitError {
  return new AutofitError('BAD_PICTURE', `${faultsText(faults, faults.length)}.`, {
    ...(file !== undefined && { file }),
    hint: 'Take them out, or save them anew.',
  });
}

/** Throws an AutofitError where two images are the same by `keyOf`: each would have a part of the boxes. */
function checkOnce(
  images: readonly WrittenImage[],
  keyOf: (image: WrittenImage, i: number) => string | undefined,
): void {
  const names = new Map<string, string>();
  for (const [i, image] of images.entries()) {
    const { name, place } = image;
    const key = keyOf(image, i);
    if (key === undefined) continue;
    const other = names.get(key);
    const fault =
      other === name
        ? `the picture ${name} is there twice`
        : `${other} and ${name} are one picture`;
    if (other !== undefined) throw badBoxes(fault, place, 'Name each picture once, in one way.');
    names.set(key, name);
  }
}

/** The folders themselves, wherever links lead. */
async function rootsOf(places: PicturePlaces): Promise<readonly string[]> {
  const { folder, images, besideFirst } = places;
  const beside = BESIDE.map((name) => join(folder, name));
  const named = images === undefined ? beside : [...(besideFirst ? beside : []), images];
  const real = await Promise.all(
    named.map((path) => whenFree(() => realpath(path)).catch(unlessOfMachine(path))),
  );
  const roots = real.filter((path) => path !== undefined);
  if (roots.length > 0) return roots;
  throw new AutofitError('NO_PICTURES', `There is no folder ${images ?? folder}.`, {
    file: images ?? folder,
    hint: 'Name the folder that holds the pictures with `images`.',
  });
}

async function findPicture(
  image: WrittenImage,
  roots: readonly string[],
): Promise<FoundPicture | string> {
  const file = await fileOf(image.name, roots);
  if (file === undefined) return 'is not there';
  try {
    const stored = pictureHeader(await pictureBytes(file));
    const { orientation } = stored;
    const found = { file, ...exchangedSize(stored), orientation };
    // Some tools write the size of what is stored, and draw boxes on that.
    const isStored = sizeFault(image, stored) === undefined;
    return (isStored ? undefined : sizeFault(image, found)) ?? found;
  } catch (thrown) {
    return pictureFault(thrown);
  }
}

function sizeFault(image: WrittenImage, { width, height }: FrameSize): string | undefined {
  const said = { width: image.width ?? width, height: image.height ?? height };
  if (said.width === width && said.height === height) return undefined;
  return `has ${width} x ${height} pixels, and its boxes are of ${said.width} x ${said.height}`;
}

/** The first that is there and lies inside of its root. */
async function fileOf(name: string, roots: readonly string[]): Promise<string | undefined> {
  for (const root of roots) {
    const path = isAbsolute(name) ? name : join(root, name);
    const real = await whenFree(() => realpath(path)).catch(unlessOfMachine(path));
    if (real?.startsWith(root.endsWith(sep) ? root : root + sep)) return real;
  }
  return undefined;
}

function unlessOfMachine(path: string): (thrown: unknown) => undefined {
  return (thrown) => {
    if (isOfMachine(thrown)) throw fileMistake(thrown, path);
    return undefined;
  };
}

function listed(faults: readonly string[]): string {
  const more = faults.length - MOST_NAMED;
  const named = faults.slice(0, MOST_NAMED).join('; ');
  return more > 0 ? `${named}; and ${countOf(more, 'other')}` : named;
}
