import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Megabytes, of which a run of the bench takes one. */
const SIZE_MB = 8;
const MOST_TRIES = 20;
const FILLED_WITH = new Uint8Array(4096);

/** A disk of its own in memory, for which the rights of root are needed. */
export interface SmallDisk {
  /** Leaves no room on it. */
  fill(): void;
  /** Takes away what it was filled with. */
  makeRoom(): void;
  /** From here on, nothing that is opened in it can be written, or again. */
  setReadOnly(isReadOnly: boolean): void;
  close(): void;
}

/** Mounts one at a folder. */
export function openSmallDisk(folder: string): SmallDisk {
  mkdirSync(folder, { recursive: true });
  const filler = join(folder, 'filler');
  mount('-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', folder);
  let isBound = false;
  return {
    fill: () => fill(filler),
    makeRoom: () => rmSync(filler),
    setReadOnly(isReadOnly) {
      if (isReadOnly) bindReadOnly(folder);
      else mount('-o', 'remount,bind,rw', folder);
      isBound = true;
    },
    close() {
      for (const _ of isBound ? [2, 1] : [1]) execFileSync('umount', ['--lazy', folder]);
    },
  };
}

/** Busy where something was opened for writing between the two calls: then anew. */
function bindReadOnly(folder: string): void {
  for (let tries = 1; ; tries++) {
    mount('--bind', folder, folder);
    try {
      mount('-o', 'remount,bind,ro', folder);
      return;
    } catch (thrown) {
      execFileSync('umount', ['--lazy', folder]);
      if (tries === MOST_TRIES) throw thrown;
    }
  }
}

function mount(...args: readonly string[]): void {
  execFileSync('mount', args);
}

/** Writes until nothing more goes in. */
function fill(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (;;) writeSync(file, FILLED_WITH);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOSPC') throw thrown;
  } finally {
    closeSync(file);
  }
}
