import { mkdtemp, open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { now } from '../util/clock.js';
import { errorMessage } from '../util/errors.js';
import type { Finding } from './diagnosis.js';
import { gib } from './machine-findings.js';

const WRITTEN = 8 * 2 ** 20;
const LITTLE_SPACE = 2 ** 30;

/** What is written, and the milliseconds of a clock. */
export interface Writing {
  readonly bytes: () => Uint8Array;
  readonly now: () => number;
}

/** Writes some megabytes into a folder, to the disk, and takes them away again. */
export async function folderFinding(
  folder: string,
  writing: Writing = { bytes: variedBytes, now },
): Promise<Finding> {
  const name = 'folder';
  try {
    const bytes = writing.bytes();
    const place = await mkdtemp(join(folder, '.autofit-doctor-'));
    const writes = writeAndSync(join(place, 'bytes'), bytes, writing);
    const seconds = await writes.finally(() => rm(place, { force: true, recursive: true }));
    const { bavail, bsize } = await statfs(folder);
    const free = bavail * bsize;
    const speed = bytes.length / seconds;
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

/** Zeros alone would be packed by some file systems. */
function variedBytes(): Uint8Array {
  const bytes = new Uint8Array(WRITTEN);
  for (let i = 0; i < WRITTEN; i++) bytes[i] = Math.imul(i, 2654435761) >>> 13;
  return bytes;
}

async function writeAndSync(
  path: string,
  bytes: Uint8Array,
  clock: Pick<Writing, 'now'>,
): Promise<number> {
  const file = await open(path, 'wx');
  try {
    const begun = clock.now();
    await file.writeFile(bytes);
    await file.sync();
    return (clock.now() - begun) / 1000;
  } finally {
    await file.close();
  }
}
