import { open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { now } from '../util/clock.js';
import { errorMessage } from '../util/errors.js';
import type { Finding } from './diagnosis.js';
import { gib } from './machine-findings.js';

const WRITTEN = 8 * 2 ** 20;
const LITTLE_SPACE = 2 ** 30;

/** Writes some megabytes into a folder, to the disk, and takes them away again. */
export async function folderFinding(folder: string): Promise<Finding> {
  const name = 'folder';
  const file = join(folder, `.autofit-doctor-${process.pid}`);
  try {
    const seconds = await writeAndSync(file).finally(() => rm(file, { force: true }));
    const { bavail, bsize } = await statfs(folder);
    const free = bavail * bsize;
    const speed = WRITTEN / seconds;
    const found = `${(speed / 1e6).toFixed(0)} MB/s written to disk; ${gib(free)} free in ${folder}`;
    const figures = { bytesPerSecond: speed, free };
    if (free >= LITTLE_SPACE) return { name, status: 'ok', found, figures };
    const advice =
      'Runs keep what their trials leave here: make room, or name another place by `out`.';
    return { name, status: 'warn', found, advice, figures };
  } catch (thrown) {
    return {
      name,
      status: 'fail',
      found: `${folder} cannot be written to: ${errorMessage(thrown)}`,
      advice: 'Runs are written here: go to another folder, or name a place by `out`.',
    };
  }
}

async function writeAndSync(path: string): Promise<number> {
  const file = await open(path, 'wx');
  try {
    const begun = now();
    // Zeros alone would be packed by some file systems.
    await file.write(Uint8Array.from({ length: WRITTEN }, (_, i) => (i * 2654435761) >>> 13));
    await file.sync();
    return (now() - begun) / 1000;
  } finally {
    await file.close();
  }
}
