import { stat } from 'node:fs/promises';
import { AutofitError } from '../util/errors.js';
import {
  isWrittenPicture,
  type PictureSource,
  WRITTEN_PICTURES,
  writtenPicture,
} from './picture-cells.js';
import { pictureFiles, pictureFinder } from './picture-files.js';
import type { RawTable } from './raw-table.js';

/**
 * The pictures that the cells of a table name: files in this folder, else in that of the table, or those that they hold
 * themselves. Without a folder, as of rows in memory, no path is opened. Throws an AutofitError where there is no such folder.
 */
export async function openPictures(
  { folder, isPictureFolder }: Pick<RawTable, 'folder' | 'isPictureFolder'>,
  images?: string,
): Promise<PictureSource> {
  if (images !== undefined) await checkFolder(images);
  const root = isPictureFolder ? folder : (images ?? folder);
  if (root === undefined) return WRITTEN_PICTURES;
  const inFolder = pictureFiles(root);
  return {
    bytesOf: (picture) => (isWrittenPicture(picture) ? writtenPicture(picture) : inFolder(picture)),
    isFile: isPictureFolder ? async () => true : pictureFinder(root),
  };
}

async function checkFolder(path: string): Promise<void> {
  const info = await stat(path).catch(() => undefined);
  if (info?.isDirectory()) return;
  const found = info ? 'is no folder' : 'does not exist';
  throw new AutofitError('NO_FOLDER', `${path} ${found}.`, {
    file: path,
    hint: '`images` names the folder that paths of pictures start from.',
  });
}
