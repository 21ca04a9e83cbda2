import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isPictureFolder } from './picture-folder.js';

/** The folders that hold the pictures of each part. */
export interface PictureSplits {
  readonly train: string;
  readonly test?: string;
  readonly validation?: string;
}

const NAMES = {
  train: ['train', 'training'],
  test: ['test', 'testing'],
  validation: ['val', 'valid', 'validation'],
} as const;

/** The parts of a folder of pictures, where its sub-folders are called so; undefined where they are classes. */
export async function pictureSplits(folder: string): Promise<PictureSplits | undefined> {
  const entries = await readdir(folder, { withFileTypes: true });
  const folders = entries.filter((own) => own.isDirectory()).map(({ name }) => name);
  const named = (names: readonly string[]) => {
    const name = folders.find((own) => names.includes(own.toLowerCase()));
    return name === undefined ? undefined : join(folder, name);
  };
  const [train, test, validation] = [NAMES.train, NAMES.test, NAMES.validation].map(named);
  if (train === undefined || !(await holdsFolders(train))) return undefined;
  const isThere = async (path: string | undefined) =>
    path !== undefined && (await isPictureFolder(path));
  return {
    train,
    ...((await isThere(test)) && test !== undefined && { test }),
    ...((await isThere(validation)) && validation !== undefined && { validation }),
  };
}

/** Whether classes lie in it, so that it is none itself. */
async function holdsFolders(folder: string): Promise<boolean> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.some((own) => own.isDirectory()) && (await isPictureFolder(folder));
}
