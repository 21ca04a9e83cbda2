import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FoldResult } from '../trial/job.js';
import { lostTrial } from '../trial/lost-trial.js';
import { type StretchOf, stretchKey } from '../trial/stretch.js';
import type { Blobs } from '../trial/trial-store.js';
import { makeFolder } from '../util/make-folder.js';
import { decodePacked, encodePacked } from '../util/packed-file.js';
import { writeFileSafely } from '../util/write-file-safely.js';

const FOLDER = 'trials';
const FORMAT = 'autofit-trial';

/**
 * What stretches leave as `trials/<trial>-<rung>.safetensors` of the run: weights, predictions and checkpoints. What is absent
 * or damaged is an AutofitError.
 */
export async function blobFiles(run: string): Promise<Blobs> {
  const folder = join(run, FOLDER);
  await makeFolder(folder);
  const pathOf = (stretch: StretchOf) => join(folder, nameOf(stretch));
  return {
    async put(stretch, folds) {
      await writeFileSafely(pathOf(stretch), await encodePacked(FORMAT, folds));
    },
    async get(stretch) {
      const path = pathOf(stretch);
      try {
        return (await decodePacked(FORMAT, await readFile(path))) as readonly FoldResult[];
      } catch (thrown) {
        throw lostTrial(path, thrown);
      }
    },
    remove: (stretch) => rm(pathOf(stretch), { force: true }),
  };
}

/** Removes what stretches of a run have left, but for some of them. */
export async function keepBlobs(run: string, kept: readonly StretchOf[]): Promise<void> {
  const folder = join(run, FOLDER);
  const names = new Set(kept.map(nameOf));
  const others = (await readdir(folder)).filter((name) => !names.has(name));
  await Promise.all(others.map((name) => rm(join(folder, name), { force: true })));
}

function nameOf(stretch: StretchOf): string {
  return `${stretchKey(stretch)}.safetensors`;
}

/** Removes what all stretches of a run have left. */
export function removeBlobs(run: string): Promise<void> {
  return rm(join(run, FOLDER), { recursive: true, force: true });
}
