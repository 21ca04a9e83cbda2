import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FoldResult } from '../trial/job.js';
import { lostTrial } from '../trial/lost-trial.js';
import { type StretchOf, stretchKey } from '../trial/stretch.js';
import type { Blobs } from '../trial/trial-store.js';
import { AutofitError } from '../util/errors.js';
import { makeFolder } from '../util/make-folder.js';
import { decodePacked, encodePacked } from '../util/packed-file.js';
import { readWhole } from '../util/read-whole.js';
import { removeFiles } from '../util/remove-files.js';
import { resumeCall } from '../util/resume-call.js';
import { writeFileSafely } from '../util/write-file-safely.js';

const FOLDER = 'trials';
const FORMAT = 'autofit-trial';

/** What parts of a run leave, each under its name. */
export interface NamedBlobs<T> {
  /** Safe when it resolves. */
  put(name: string, value: T): Promise<void>;
  get(name: string): Promise<T>;
  remove(name: string): Promise<void>;
}

/**
 * What stretches leave as `trials/<trial>-<rung>.safetensors` of the run: weights, predictions and checkpoints. What is absent
 * or damaged is an AutofitError.
 */
export async function blobFiles(run: string): Promise<Blobs> {
  const { put, get, remove } = await namedBlobs<readonly FoldResult[]>(run);
  return {
    put: (stretch, folds) => put(stretchKey(stretch), folds),
    get: (stretch) => get(stretchKey(stretch)),
    remove: (stretch) => remove(stretchKey(stretch)),
  };
}

/** What parts of a run leave as `trials/<name>.safetensors`. What is absent or damaged is an AutofitError. */
export async function namedBlobs<T>(run: string): Promise<NamedBlobs<T>> {
  const folder = join(run, FOLDER);
  await makeFolder(folder);
  const pathOf = (name: string) => join(folder, fileOf(name));
  return {
    async put(name, value) {
      const packed = await encodePacked(FORMAT, value);
      await writeFileSafely(pathOf(name), packed).catch((thrown: unknown) => {
        throw withResume(run, thrown);
      });
    },
    async get(name) {
      const path = pathOf(name);
      try {
        return (await decodePacked(FORMAT, await readWhole(path))) as T;
      } catch (thrown) {
        throw lostTrial(path, thrown);
      }
    },
    remove: (name) => rm(pathOf(name), { force: true }),
  };
}

/** What cannot be kept now can be trained again later. */
function withResume(run: string, thrown: unknown): unknown {
  if (!(thrown instanceof AutofitError)) return thrown;
  const hint = `${thrown.hint} Or go on once that is mended: ${resumeCall(run)}`;
  return new AutofitError(thrown.code, thrown.message, { ...thrown.place, hint });
}

/** What stretches leave, and what a process that was killed left of it half written. */
const OF_STRETCHES = /^\d+-\d+\.safetensors(?:\.\d+\.tmp)?$/;

/** Removes what stretches of a run have left, but for some of them; files of others stay, as the folder may be a link to theirs. */
export function keepBlobs(run: string, kept: readonly StretchOf[]): Promise<void> {
  const names = new Set(kept.map((stretch) => fileOf(stretchKey(stretch))));
  return removeFiles(join(run, FOLDER), (name) => OF_STRETCHES.test(name) && !names.has(name));
}

function fileOf(name: string): string {
  return `${name}.safetensors`;
}

/** Removes what all stretches of a run have left. */
export function removeBlobs(run: string): Promise<void> {
  return rm(join(run, FOLDER), { recursive: true, force: true });
}
