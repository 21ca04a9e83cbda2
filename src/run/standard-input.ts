import { existsSync, rmSync } from 'node:fs';
import { copyFile, mkdtemp, open, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { Settings } from '../options/options.js';
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

/** The same of the data that a run judges by and is scored on. */
export function settingsAt<S extends Pick<Settings, 'test' | 'validation'>>(
  folder: string,
  settings: S,
): S {
  const at = (source: DataSource | undefined) =>
    typeof source === 'string' ? sourceAt(folder, source) : source;
  return { ...settings, test: at(settings.test), validation: at(settings.validation) };
}

/** A place for what is read from standard input, until there is a run folder for it. */
export interface InputCopy {
  /** Where the reader writes it; undefined when there is nothing to copy. */
  readonly path: string | undefined;
  /** Tells what to read for a source when the run is resumed: the copy in the run's folder for standard input, else itself. */
  moveTo(run: string): Promise<SourceAgain>;
  remove(): void;
}

export type SourceAgain = <Source extends DataSource | undefined>(
  source: Source,
) => Source | string;

/** Where all sources stay where they are. */
export const asGiven: SourceAgain = (source) => source;

/**
 * Prepares a copy of standard input where it is one of the sources, so that a run on it can be resumed. It is removed when
 * the process exits, too.
 */
export async function inputCopy(sources: readonly (DataSource | undefined)[]): Promise<InputCopy> {
  if (!sources.includes('-')) {
    return { path: undefined, moveTo: async () => asGiven, remove: () => {} };
  }
  const folder = await mkdtemp(join(tmpdir(), 'autofit-'));
  const path = join(folder, COPY);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const stay = atExit(remove);
  return {
    path,
    async moveTo(run) {
      const place = join(run, COPY);
      await copySafely(path, place);
      return (source) => (source === '-' ? place : source);
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
