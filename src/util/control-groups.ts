import { readText } from './read-text.js';

/** Gives the text of a file; undefined where there is none. */
export type ReadFile = (path: string) => string | undefined;

const ROOT = '/sys/fs/cgroup';

/** Processors that Linux control groups leave this process, of version 2 or 1; undefined where nothing bounds them. */
export function groupProcessors(read: ReadFile = readText): number | undefined {
  const quotas = foldersOf('cpu', read).map((folder) => {
    const [quota, period] = read(`${folder}/cpu.max`)?.trim().split(/\s+/) ?? [
      read(`${folder}/cpu.cfs_quota_us`),
      read(`${folder}/cpu.cfs_period_us`),
    ];
    return Number(quota) > 0 ? Number(quota) / Number(period) : Number.NaN;
  });
  return leastOf(quotas);
}

/** Bytes that they leave it, or from which on they slow it down; version 1 has a huge number where nothing bounds them. */
export function groupMemory(read: ReadFile = readText): number | undefined {
  const limits = foldersOf('memory', read).flatMap((folder) =>
    ['memory.max', 'memory.high', 'memory.limit_in_bytes'].map((name) =>
      Number(read(`${folder}/${name}`)),
    ),
  );
  return leastOf(limits);
}

/** A group is bound by those around it too: the folder of each, of both versions. */
function foldersOf(controller: string, read: ReadFile): readonly string[] {
  const lines = read('/proc/self/cgroup')?.trim().split('\n') ?? [];
  const groups = lines.map((line) => /^\d+:([^:]*):(.*)$/.exec(line) ?? []);
  const own = (holds: (controllers: string) => boolean) =>
    groups.find(([, controllers = '-']) => holds(controllers))?.[2] ?? '/';
  const one = own((controllers) => controllers.split(',').includes(controller));
  return [
    ...around(own((controllers) => controllers === '')).map((path) => `${ROOT}${path}`),
    ...around(one).map((path) => `${ROOT}/${controller}${path}`),
  ];
}

/** A path and those above it, the last one empty; seen from inside a container it may lead out of what is there. */
function around(path: string): readonly string[] {
  const parts = path.split('/').filter((part) => part !== '');
  if (parts.includes('..')) return [''];
  return [...parts.keys(), parts.length].map((count) =>
    parts
      .slice(0, count)
      .map((part) => `/${part}`)
      .join(''),
  );
}

function leastOf(limits: readonly number[]): number | undefined {
  const known = limits.filter((limit) => limit > 0 && Number.isFinite(limit));
  return known.length > 0 ? Math.min(...known) : undefined;
}
