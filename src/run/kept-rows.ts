import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Labels, Table } from '../table/table.js';
import { AutofitError, errorMessage } from '../util/errors.js';
import { decodePacked, encodePacked } from '../util/packed-file.js';
import { writeFileSafely } from '../util/write-file-safely.js';

export const OUT_OF_FOLD_FILE = 'oof.safetensors';
export const BACKGROUND_FILE = 'background.safetensors';
const OUT_OF_FOLD = 'autofit-oof';
const BACKGROUND = 'autofit-background';

/** What models said of rows that they had not been fitted to. */
export interface OutOfFold {
  /** Where each row stood in the data that was read, from 0; −1: in the validation file. */
  readonly rows: Int32Array;
  /** The fold whose models judged it. */
  readonly folds: Int32Array;
  readonly truth: Labels;
  readonly weights?: Float64Array | undefined;
  /** Of the predictor, then of the trials whose predictions were kept: (rows, classes), or one number a row. */
  readonly predictions: readonly NamedPredictions[];
}

export interface NamedPredictions {
  readonly name: string;
  readonly values: Float64Array;
}

/** Rows that stand for all of them where answers are explained. */
export interface Background {
  /** As in OutOfFold; −1 too where no fold judged the row. */
  readonly rows: Int32Array;
  readonly folds: Int32Array;
  /** Typed columns of the features, and the label. */
  readonly table: Table;
}

export interface KeptRows {
  readonly outOfFold: OutOfFold;
  readonly background: Background;
}

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

async function kept(folder: string, name: string, format: string): Promise<unknown> {
  const file = join(folder, name);
  try {
    return await decodePacked(format, await readFile(file));
  } catch (thrown) {
    const message = `${file} cannot be read: ${errorMessage(thrown)}.`;
    throw new AutofitError('NO_KEPT_ROWS', message, {
      file,
      hint: 'Runs keep it unless they were told to be `tidy`: fit again, or give data.',
    });
  }
}
