import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FoldResult } from '../trial/job.js';
import type { Blobs } from '../trial/trial-store.js';
import type { Json } from '../util/json.js';
import { makeFolder } from '../util/make-folder.js';
import { packTensors, unpackTensors } from '../util/pack-tensors.js';
import { decodeTensors, encodeTensors } from '../util/safetensors.js';
import { writeFileSafely } from '../util/write-file-safely.js';

const FOLDER = 'trials';

/** What stretches leave as `trials/<stretch>.safetensors` of the run: weights, predictions and checkpoints. */
export async function blobFiles(run: string): Promise<Blobs & { removeAll(): Promise<void> }> {
  const folder = join(run, FOLDER);
  await makeFolder(folder);
  const pathOf = (stretch: number) => join(folder, `${stretch}.safetensors`);
  return {
    async put(stretch, folds) {
      const { json, tensors } = packTensors(folds);
      const metadata = { format: 'autofit-trial', folds: JSON.stringify(json) };
      await writeFileSafely(pathOf(stretch), encodeTensors({ tensors, metadata }));
    },
    async get(stretch) {
      const { tensors, metadata } = decodeTensors(await readFile(pathOf(stretch)));
      const json = JSON.parse(metadata.folds ?? 'null') as Json;
      return unpackTensors({ json, tensors }) as readonly FoldResult[];
    },
    remove: (stretch) => rm(pathOf(stretch), { force: true }),
    removeAll: () => rm(folder, { recursive: true, force: true }),
  };
}
