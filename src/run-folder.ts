import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LeaderboardRow } from './leaderboard/leaderboard.js';
import { leaderboardCsv } from './leaderboard/leaderboard-csv.js';
import { AutofitError, errorMessage } from './util/errors.js';
import { writeFileSafely } from './write-file-safely.js';

export const MODEL_FILE = 'model.safetensors';

/** The folder of one run. */
export interface RunFolder {
  readonly path: string;
  readonly model: string;
  write(leaderboard: readonly LeaderboardRow[], model: Uint8Array): Promise<void>;
}

/** Makes the folder and tries to write to it, before any training. Throws an AutofitError when it cannot be used. */
export async function createRunFolder(path: string): Promise<RunFolder> {
  try {
    await mkdir(path, { recursive: true });
  } catch (thrown) {
    throw new AutofitError('CANNOT_WRITE', `${path} cannot be made: ${errorMessage(thrown)}.`, {
      file: path,
      hint: 'Choose another folder with --out.',
    });
  }
  if ((await readdir(path)).includes(MODEL_FILE)) {
    throw new AutofitError('RUN_EXISTS', `${path} holds a model already.`, {
      file: path,
      hint: 'Choose another folder with --out, or remove this one.',
    });
  }
  const probe = join(path, '.autofit');
  await writeFileSafely(probe, '');
  await rm(probe);
  const model = join(path, MODEL_FILE);
  return {
    path,
    model,
    async write(leaderboard, bytes) {
      await writeFileSafely(join(path, 'leaderboard.csv'), leaderboardCsv(leaderboard));
      await writeFileSafely(model, bytes);
    },
  };
}
