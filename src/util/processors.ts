import { availableParallelism } from 'node:os';
import { readText } from './read-text.js';

/** The processors that this process may really use: the system's count, container limits and batch queues. */
export function availableProcessors(): number {
  const limits = [availableParallelism(), cgroupLimit(), Number(process.env.SLURM_CPUS_PER_TASK)];
  const known = limits.filter((limit) => limit !== undefined && limit > 0);
  return Math.max(1, Math.floor(Math.min(...(known as number[]))));
}

/** Processors allowed by Linux control groups, version 2 or 1; undefined where there is no limit. */
function cgroupLimit(): number | undefined {
  const [quota, period] = readText('/sys/fs/cgroup/cpu.max')?.trim().split(' ') ?? [
    readText('/sys/fs/cgroup/cpu/cpu.cfs_quota_us'),
    readText('/sys/fs/cgroup/cpu/cpu.cfs_period_us'),
  ];
  const processors = Number(quota) / Number(period);
  return processors > 0 ? Math.max(1, processors) : undefined;
}
