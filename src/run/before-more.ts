import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PredictorState } from '../predictor/predictor-state.js';
import { makeFolder } from '../util/make-folder.js';
import { readWhole } from '../util/read-whole.js';
import { writeFileSafely } from '../util/write-file-safely.js';
import { BACKGROUND_FILE, OUT_OF_FOLD_FILE } from './kept-rows.js';
import { readState } from './predictor-file.js';
import { LEADERBOARD_FILE, MODEL_FILE } from './run-folder.js';

/** Where a run that was given more has what it had found before, until it is over again. */
export const BEFORE_FOLDER = 'before';
/** By the model file they are complete, as everywhere. */
const FILES = [OUT_OF_FOLD_FILE, BACKGROUND_FILE, LEADERBOARD_FILE, MODEL_FILE];

/** Copies what a run that is over has found, so that nothing that comes is worse. */
export async function keepBefore(run: string): Promise<void> {
  await removeBefore(run);
  const folder = join(run, BEFORE_FOLDER);
  await makeFolder(folder);
  await copyFiles(run, folder);
}

/** The predictor that a run had before it was given more, if it was. */
export async function readBefore(run: string): Promise<PredictorState | undefined> {
  const folder = join(run, BEFORE_FOLDER);
  return existsSync(join(folder, MODEL_FILE)) ? readState(folder) : undefined;
}

/** Brings back what the run had found, in place of what came of more. */
export async function bringBack(run: string): Promise<void> {
  await copyFiles(join(run, BEFORE_FOLDER), run);
}

/** Removes the copies. */
export async function removeBefore(run: string): Promise<void> {
  await rm(join(run, BEFORE_FOLDER), { recursive: true, force: true });
}

async function copyFiles(from: string, to: string): Promise<void> {
  for (const name of FILES) {
    const file = join(from, name);
    if (existsSync(file)) await writeFileSafely(join(to, name), await readWhole(file));
  }
}
