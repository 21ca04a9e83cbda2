import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes files of a folder by their names; a folder of such a name stays. */
export async function removeFiles(
  folder: string,
  isLeft: (name: string) => boolean,
): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  const left = entries.filter((entry) => !entry.isDirectory() && isLeft(entry.name));
  await Promise.all(left.map(({ name }) => rm(join(folder, name), { force: true })));
}
