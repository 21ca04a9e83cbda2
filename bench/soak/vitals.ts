import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a process has at a moment. */
export interface Vitals {
  /** Megabytes that are resident. */
  readonly memory: number;
  /** Open files, sockets and pipes. */
  readonly handles: number;
  readonly threads: number;
  /** Megabytes of files in its folder for temporary ones. */
  readonly disk: number;
}

/** Looks at a process of Linux and at its folder. Throws where it has ended. */
export function vitalsOf(pid: number, folder: string): Vitals {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
  return {
    memory: field('VmRSS') / 1024,
    handles: readdirSync(`/proc/${pid}/fd`).length,
    threads: field('Threads'),
    disk: bytesIn(folder) / 2 ** 20,
  };
}

/** What goes while it is counted counts as nothing. */
function bytesIn(folder: string): number {
  return readdirSync(folder, { recursive: true })
    .map((name) => statSync(join(folder, String(name)), { throwIfNoEntry: false }))
    .reduce((sum, found) => sum + (found?.isFile() ? found.size : 0), 0);
}
