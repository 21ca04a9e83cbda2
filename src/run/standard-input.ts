import { existsSync, rmSync } from 'node:fs';
import { copyFile, mkdtemp, open, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { DataSource } from '../table/data-source.js';
import { atExit } from '../util/at-exit.js';
import { syncFolder } from '../util/sync-folder.js';
import { temporaryName } from '../util/write-file-safely.js';

/** What a copy of standard input is called in the folder of its run. */
const COPY = 'standard-input';

/** Where a run's data is read again: the copy of standard input goes where its folder goes. */
export function sourceAt(folder: string, source: string): string {
  const own = join(folder, COPY);
  return basename(source) === COPY && existsSync(own) ? resolve(own) : source;
}

/** A place for what is read from standard input, until there is a run folder for it. */
export interface InputCopy {
  /** Where the reader writes it; undefined when there is nothing to copy. */
  readonly path: string | undefined;
  /** The source to read when the run is resumed: the copy in the run's folder, or what was given. */
  moveTo(run: string): Promise<DataSource>;
  remove(): void;
}

/**
 * Prepares a copy of standard input, so that a run on it can be resumed; other sources stay where they are. It is removed
 * when the process exits, too.
 */
export async function inputCopy(source: DataSource): Promise<InputCopy> {
  if (source !== '-') return { path: undefined, moveTo: async () => source, remove: () => {} };
  const folder = await mkdtemp(join(tmpdir(), 'autofit-'));
  const path = join(folder, COPY);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const stay = atExit(remove);
  return {
    path,
    async moveTo(run) {
      const place = join(run, COPY);
      await copySafely(path, place);
      return place;
    },
    remove() {
      stay();
      remove();
    },
  };
}

/** The journal that tells of the copy is synced, so the copy has to be. A part of one is swept when the process exits. */
async function copySafely(from: string, to: string): Promise<void> {
  const temporary = temporaryName(to);
  const stay = atExit(() => rmSync(temporary, { force: true }));
  try {
    await copyFile(from, temporary);
    const file = await open(temporary, 'r+');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, to);
    await syncFolder(dirname(to));
  } finally {
    rmSync(temporary, { force: true });
    stay();
  }
}
