import { totalmem } from 'node:os';
import { readText } from './read-text.js';

/** Limits of Linux control groups, version 2 or 1. */
const LIMITS = ['/sys/fs/cgroup/memory.max', '/sys/fs/cgroup/memory/memory.limit_in_bytes'];

/** Bytes of memory that this process may use: the machine's, or the limit of its container. */
export function availableMemory(): number {
  const limits = LIMITS.map((path) => Number(readText(path))).filter((bytes) => bytes > 0);
  return Math.min(totalmem(), ...limits);
}
