import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FoldResult } from '../trial/job.js';
import type { Blobs } from '../trial/trial-store.js';
import { AutofitError, errorMessage } from '../util/errors.js';
import type { Json } from '../util/json.js';
import { makeFolder } from '../util/make-folder.js';
import { packTensors, unpackTensors } from '../util/pack-tensors.js';
import { decodeTensors, encodeTensors } from '../util/safetensors.js';
import { tensorsHash } from '../util/tensors-hash.js';
import { writeFileSafely } from '../util/write-file-safely.js';

const FOLDER = 'trials';

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
      const { json, tensors } = packTensors(folds);
      const text = JSON.stringify(json);
      const sha256 = await tensorsHash(text, tensors);
      const metadata = { format: 'autofit-trial', folds: text, sha256 };
      await writeFileSafely(pathOf(stretch), encodeTensors({ tensors, metadata }));
    },
    async get(stretch) {
      const path = pathOf(stretch);
      try {
        return await readBlob(path);
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

async function readBlob(path: string): Promise<readonly FoldResult[]> {
  const { tensors, metadata } = decodeTensors(await readFile(path));
  const text = metadata.folds ?? '';
  if ((await tensorsHash(text, tensors)) !== metadata.sha256) {
    throw new Error('its content is not what was written');
  }
  return unpackTensors({ json: JSON.parse(text) as Json, tensors }) as readonly FoldResult[];
}

function lost(path: string, thrown: unknown): AutofitError {
  const message = `What a trial left in ${path} is lost: ${errorMessage(thrown)}`;
  return new AutofitError('LOST_TRIAL', message, {
    file: path,
    hint: 'Bring the file back, or fit again into another folder.',
  });
}
