import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Background, KeptRows, OutOfFold } from '../predictor/kept-rows.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { AutofitError, errorMessage } from '../util/errors.js';
import { decodePacked, encodePacked } from '../util/packed-file.js';
import { readWhole } from '../util/read-whole.js';
import { writeFileSafely } from '../util/write-file-safely.js';
import { checkBackground, checkOutOfFold, checkSameModel } from './check-kept-rows.js';

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

/** Throws an AutofitError where the run has kept none, or the file is damaged, or of another model than one that is told. */
export async function readOutOfFold(folder: string, model?: PredictorState): Promise<OutOfFold> {
  return kept(folder, OUT_OF_FOLD_FILE, OUT_OF_FOLD, (stored) => {
    checkOutOfFold(stored);
    if (model) checkSameModel(model, stored, undefined);
    return stored;
  });
}

/** The same; and where places in it are of no row of what was said out of fold, if that is told. */
export async function readBackground(
  folder: string,
  model?: PredictorState,
  outOfFold?: OutOfFold,
): Promise<Background> {
  return kept(folder, BACKGROUND_FILE, BACKGROUND, (stored) => {
    checkBackground(stored);
    if (model) checkSameModel(model, outOfFold, stored);
    return stored;
  });
}

/** The same; undefined where nothing is kept: of a model file, and of a run that was told to be tidy. */
export async function keptBackground(
  folder: string,
  model?: PredictorState,
): Promise<Background | undefined> {
  return existsSync(join(folder, BACKGROUND_FILE)) ? readBackground(folder, model) : undefined;
}

/** The same of out-of-fold predictions. */
export async function keptOutOfFold(
  folder: string,
  model?: PredictorState,
): Promise<OutOfFold | undefined> {
  return existsSync(join(folder, OUT_OF_FOLD_FILE)) ? readOutOfFold(folder, model) : undefined;
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

async function kept<T>(
  folder: string,
  name: string,
  format: string,
  check: (stored: unknown) => T,
): Promise<T> {
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
    return check(await decodePacked(format, await readWhole(file)));
  } catch (thrown) {
    const message = `${file} cannot be read: ${errorMessage(thrown)}.`;
    throw new AutofitError('NO_KEPT_ROWS', message, {
      file,
      hint: 'It was written by another version, or is damaged: fit again.',
    });
  }
}
