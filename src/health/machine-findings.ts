import type { Finding } from './diagnosis.js';

const GIB = 2 ** 30;
/** Less memory is soon used up by a table and its models. */
const LITTLE_MEMORY = GIB;

/** What bounds the processors. */
export interface Processors {
  readonly available: number;
  /** Of the system, as far as this process is allowed on them. */
  readonly system: number;
  /** Of control groups; undefined where there is no limit. */
  readonly groups: number | undefined;
  /** SLURM_CPUS_PER_TASK. */
  readonly slurm: string | undefined;
}

export function processorsFinding({ available, system, groups, slurm }: Processors): Finding {
  const limits = [
    ...(groups === undefined ? [] : [`${groups} by its control group`]),
    ...(slurm === undefined ? [] : [`${slurm} by SLURM_CPUS_PER_TASK`]),
  ];
  const of = `${available} of ${system}`;
  const figures = { available, system };
  const found = limits.length > 0 ? `${of}: ${limits.join(', ')}` : of;
  if (available >= system) return { name: 'processors', status: 'ok', found, figures };
  const advice = 'Trials run on as many at once: give the container or job more of them.';
  return { name: 'processors', status: 'ok', found, advice, figures };
}

/** Bytes of memory. */
export interface Memory {
  readonly total: number;
  readonly free: number;
  /** Of control groups; undefined where there is no limit. */
  readonly groups: number | undefined;
}

export function memoryFinding({ total, free, groups }: Memory): Finding {
  const available = Math.min(total, groups ?? Number.POSITIVE_INFINITY);
  const isBounded = available < total;
  const bound = isBounded ? ` of ${gib(total)}, by its control group` : '';
  const found = `${gib(available)}${bound}; ${gib(free)} free on the machine`;
  const figures = { available, total, free };
  if (Math.min(available, free) >= LITTLE_MEMORY) {
    return { name: 'memory', status: 'ok', found, figures };
  }
  const advice = isBounded
    ? 'Give the container or job more, or fit fewer rows with fewer `workers`.'
    : 'Close other programs, or fit fewer rows with fewer `workers`.';
  return { name: 'memory', status: 'warn', found, advice, figures };
}

/** By the threads that addresses suffice for, infinite where nothing bounds them. */
export function addressesFinding(threads: number, available: number): Finding {
  const name = 'addresses';
  if (threads === Number.POSITIVE_INFINITY) return { name, status: 'ok', found: 'unbounded' };
  const found = `ulimit -v leaves room for ${Math.max(0, threads)} worker threads`;
  if (threads >= available) return { name, status: 'ok', found, figures: { threads } };
  const advice = 'Raise the limit, as by ulimit -v unlimited.';
  return { name, status: threads < 1 ? 'fail' : 'warn', found, advice, figures: { threads } };
}

export function gib(bytes: number): string {
  return `${(bytes / GIB).toFixed(1)} GiB`;
}
