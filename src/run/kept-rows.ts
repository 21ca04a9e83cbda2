import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Background, KeptRows, OutOfFold } from '../predictor/kept-rows.js';
import { AutofitError, errorMessage } from '../util/errors.js';
import { decodePacked, encodePacked } from '../util/packed-file.js';
import { writeFileSafely } from '../util/write-file-safely.js';

export const OUT_OF_FOLD_FILE = 'oof.safetensors';
export const BACKGROUND_FILE = 'background.safetensors';
const OUT_OF_FOLD = 'autofit-oof';
const BACKGROUND = 'autofit-background';

/** Writes what a run keeps of its rows into its folder. */
export async function writeKeptRows(
  folder: string,
  { outOfFold, background }: KeptRows,
): Promise<void> {
  const write = async (name: string, format: string, value: unknown) =>
    writeFileSafely(join(folder, name), await encodePacked(format, value));
  await write(OUT_OF_FOLD_FILE, OUT_OF_FOLD, outOfFold);
  await write(BACKGROUND_FILE, BACKGROUND, background);
}

/** Throws an AutofitError where the run has kept none, or the file is damaged. */
export async function readOutOfFold(folder: string): Promise<OutOfFold> {
  return (await kept(folder, OUT_OF_FOLD_FILE, OUT_OF_FOLD)) as OutOfFold;
}

/** Throws an AutofitError where the run has kept none, or the file is damaged. */
export async function readBackground(folder: string): Promise<Background> {
  return (await kept(folder, BACKGROUND_FILE, BACKGROUND)) as Background;
}

/** The same; undefined where nothing is kept: of a model file, and of a run that was told to be tidy. */
export async function keptBackground(folder: string): Promise<Background | undefined> {
  return existsSync(join(folder, BACKGROUND_FILE)) ? readBackground(folder) : undefined;
}

/** The same of out-of-fold predictions. */
export async function keptOutOfFold(folder: string): Promise<OutOfFold | undefined> {
  return existsSync(join(folder, OUT_OF_FOLD_FILE)) ? readOutOfFold(folder) : undefined;
}

/** The same; throws an AutofitError too where a model was not loaded from a run folder. */
export async function outOfFoldIn(place: string | undefined): Promise<OutOfFold> {
  const isFolder = place !== undefined && statSync(place, { throwIfNoEntry: false })?.isDirectory();
  if (place !== undefined && isFolder) return readOutOfFold(place);
  const what = place === undefined ? 'A predictor without a run folder' : place;
  throw new AutofitError('NO_KEPT_ROWS', `${what} has no out-of-fold predictions.`, {
    hint: 'A run keeps them in its folder: `fit` with `out`, or load that folder, not the model file in it.',
  });
}

async function kept(folder: string, name: string, format: string): Promise<unknown> {
  const file = join(folder, name);
  if (!existsSync(file)) {
    throw new AutofitError(
      'NO_KEPT_ROWS',
      `The run in ${folder} has kept no rows: ${name} is not there.`,
      {
        file,
        hint: 'Runs keep none that are `tidy`, or whose time was up while they read: fit again.',
      },
    );
  }
  try {
    return await decodePacked(format, await readFile(file));
  } catch (thrown) {
    const message = `${file} cannot be read: ${errorMessage(thrown)}.`;
    throw new AutofitError('NO_KEPT_ROWS', message, {
      file,
      hint: 'It was written by another version, or is damaged: fit again.',
    });
  }
}
