import { join } from 'node:path';
import { AutofitError } from '../util/errors.js';
import type { StopSignal } from '../util/stop-signal.js';
import { isPictureFolder, picturePaths } from './picture-folder.js';

/** The folders that hold the pictures of each part. */
export interface PictureSplits {
  readonly train: string;
  readonly test?: string;
  readonly validation?: string;
  /** Which parts cannot be used, and why. */
  readonly notes: readonly string[];
}

type Part = 'train' | 'test' | 'validation';

const NAMES: Readonly<Record<Part, readonly string[]>> = {
  train: ['train', 'training'],
  test: ['test', 'testing'],
  validation: ['val', 'valid', 'validation'],
};

interface PartFolder {
  readonly name: string;
  readonly path: string;
  readonly part: Part;
  /** Its sub-folders with pictures. */
  readonly classes: ReadonlySet<string>;
}

/**
 * The parts of a folder of pictures, where all sub-folders with pictures are called so and classes lie in that to learn from;
 * undefined where they are classes. Parts without classes throw an AutofitError, unless the sub-folders are told to be the label.
 */
export async function pictureSplits(
  folder: string,
  isLabelTold: boolean,
  signal?: StopSignal,
): Promise<PictureSplits | undefined> {
  const parts = await partsOf(folder, signal);
  if (!parts) return undefined;
  const train = parts.filter(({ part }) => part === 'train');
  if (!train.some(({ classes }) => classes.size > 0)) {
    if (parts.length < 2 || isLabelTold) return undefined;
    throw withoutClasses(folder, parts);
  }
  const [learned] = onlyOne(folder, train);
  if (!learned) throw new Error('no folder to learn from');
  const notes: string[] = [];
  const pathOf = (part: Part) => {
    const [own] = onlyOne(
      folder,
      parts.filter((one) => one.part === part),
    );
    const fault = own && faultOf(own, learned);
    if (fault !== undefined) notes.push(`${own?.path} is left out: ${fault}`);
    return fault === undefined ? own?.path : undefined;
  };
  const [test, validation] = [pathOf('test'), pathOf('validation')];
  return { train: learned.path, ...(test && { test }), ...(validation && { validation }), notes };
}

/** In order of their names; undefined where a sub-folder with pictures is called otherwise, or there is none. */
async function partsOf(
  folder: string,
  signal: StopSignal | undefined,
): Promise<readonly PartFolder[] | undefined> {
  const classesOf = new Map<string, Set<string>>();
  for (const path of await picturePaths(folder, signal)) {
    const [name = '', ...below] = path.split('/');
    if (below.length === 0) continue;
    const classes = classesOf.get(name) ?? new Set();
    if (below.length > 1) classes.add(below[0] ?? '');
    classesOf.set(name, classes);
  }
  const parts: PartFolder[] = [];
  for (const [name, classes] of classesOf) {
    const part = partOf(name);
    if (!part) return undefined;
    const path = join(folder, name);
    // One with a table in it is that table.
    const isTable = !(await isPictureFolder(path, signal));
    parts.push({ name, path, part, classes: isTable ? new Set() : classes });
  }
  return parts.length > 0 ? parts : undefined;
}

function partOf(name: string): Part | undefined {
  const parts: readonly Part[] = ['train', 'test', 'validation'];
  return parts.find((part) => NAMES[part].includes(name.toLowerCase()));
}

function onlyOne(folder: string, parts: readonly PartFolder[]): readonly PartFolder[] {
  if (parts.length < 2) return parts;
  throw new AutofitError('TWO_PARTS', `${namesOf(parts)} in ${folder} are called the same part.`, {
    file: folder,
    hint: 'Keep one of them, or put their pictures together.',
  });
}

/** Why a part cannot be scored with what is learned. */
function faultOf({ classes }: PartFolder, learned: PartFolder): string | undefined {
  if (classes.size === 0) return 'its pictures are in no folder for each class';
  if ([...classes].some((name) => learned.classes.has(name))) return undefined;
  return `none of its folders is called as one of ${learned.path}`;
}

function withoutClasses(folder: string, parts: readonly PartFolder[]): AutofitError {
  const hasTrain = parts.some(({ part }) => part === 'train');
  const lack = hasTrain
    ? 'that to learn from has no folder for each class'
    : 'none is to learn from';
  const message = `${namesOf(parts)} in ${folder} are parts, not classes, and ${lack}.`;
  return new AutofitError('NO_CLASSES', message, {
    file: folder,
    hint: "Put the pictures of each class into a folder: train/cat, train/dog. `label: 'label'` says that they are classes after all.",
  });
}

function namesOf(parts: readonly PartFolder[]): string {
  const names = parts.map(({ name }) => name);
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
