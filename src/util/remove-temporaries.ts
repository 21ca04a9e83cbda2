import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes what `writeFileSafely` leaves beside its files when a process is killed amid it. */
export async function removeTemporaries(folder: string): Promise<void> {
  const names = await readdir(folder);
  const left = names.filter((name) => /\.\d+\.tmp$/.test(name));
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
}
