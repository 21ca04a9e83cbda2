import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Files of predictions until they are asked for, which pages do once. */
export interface Predictions {
  /** Lets a file be written, and gives what it is asked for by. */
  write<T>(work: (path: string) => Promise<T>): Promise<{ readonly id: string; readonly value: T }>;
  /** Its path, once; undefined where there is none. */
  take(id: string): string | undefined;
  remove(path: string): Promise<void>;
}

/** Files that are there at once: who has not asked for an older one has left. */
const MOST = 8;

export function createPredictions(folder: string): Predictions {
  const paths = new Map<string, string>();
  const remove = (path: string) => rm(path, { force: true });
  return {
    async write(work) {
      await mkdir(folder, { recursive: true });
      const id = randomUUID();
      const path = join(folder, `${id}.csv`);
      const value = await work(path);
      paths.set(id, path);
      const [oldest] = paths;
      if (oldest && paths.size > MOST) {
        paths.delete(oldest[0]);
        await remove(oldest[1]);
      }
      return { id, value };
    },
    take(id) {
      const path = paths.get(id);
      paths.delete(id);
      return path;
    },
    remove,
  };
}
