import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = '/sys/fs/cgroup';
/** Of each version: where groups are that bound memory, what bounds it and what tells of it. */
const VERSIONS = [
  { folder: join(ROOT, 'memory'), limit: 'memory.limit_in_bytes', usage: 'memory.usage_in_bytes' },
  { folder: ROOT, limit: 'memory.max', usage: 'memory.current' },
] as const;

/** A control group of Linux of its own, for which the rights of root are needed. */
export interface MemoryGroup {
  /** A command that starts another one in it, in its own place. */
  readonly within: readonly string[];
  /** Bytes that it takes. */
  usage(): number;
  /** From now on, the kernel kills what is in it where that takes more. */
  limit(bytes: number): void;
  close(): void;
}

/** Whether this system lets groups be made that bound memory. */
export function mayMakeGroups(): boolean {
  try {
    openMemoryGroup('autofit-try').close();
    return true;
  } catch {
    return false;
  }
}

/** Makes a group of this name; throws where that cannot be done. */
export function openMemoryGroup(name: string): MemoryGroup {
  const version = VERSIONS.find(({ folder }) => existsSync(join(folder, 'cgroup.procs')));
  if (!version) throw new Error('there are no control groups of memory');
  const folder = join(version.folder, name);
  mkdirSync(folder);
  const limit = (bytes: number) => writeFileSync(join(folder, version.limit), String(bytes));
  const entered = `echo $$ > '${folder}/cgroup.procs' && exec "$@"`;
  return {
    within: ['sh', '-c', entered, 'sh'],
    usage: () => Number(readFileSync(join(folder, version.usage), 'utf8')),
    limit,
    close: () => rmdirSync(folder),
  };
}
