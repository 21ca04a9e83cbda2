import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FoldResult } from '../trial/job.js';
import type { Blobs } from '../trial/trial-store.js';
import { AutofitError, errorMessage } from '../util/errors.js';
import { makeFolder } from '../util/make-folder.js';
import { decodePacked, encodePacked } from '../util/packed-file.js';
import { writeFileSafely } from '../util/write-file-safely.js';

const FOLDER = 'trials';
const FORMAT = 'autofit-trial';

/**
 * What stretches leave as `trials/<stretch>.safetensors` of the run: weights, predictions and checkpoints. What is absent or
 * damaged is an AutofitError.
 */
export async function blobFiles(run: string): Promise<Blobs> {
  const folder = join(run, FOLDER);
  await makeFolder(folder);
  const pathOf = (stretch: number) => join(folder, `${stretch}.safetensors`);
  return {
    async put(stretch, folds) {
      await writeFileSafely(pathOf(stretch), await encodePacked(FORMAT, folds));
    },
    async get(stretch) {
      const path = pathOf(stretch);
      try {
        return (await decodePacked(FORMAT, await readFile(path))) as readonly FoldResult[];
      } catch (thrown) {
        throw lost(path, thrown);
      }
    },
    remove: (stretch) => rm(pathOf(stretch), { force: true }),
  };
}

/** Removes what all stretches of a run have left. */
export function removeBlobs(run: string): Promise<void> {
  return rm(join(run, FOLDER), { recursive: true, force: true });
}

function lost(path: string, thrown: unknown): AutofitError {
  const message = `What a trial left in ${path} is lost: ${errorMessage(thrown)}`;
  return new AutofitError('LOST_TRIAL', message, {
    file: path,
    hint: 'Bring the file back, or fit again into another folder.',
  });
}
