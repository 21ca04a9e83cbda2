import { totalmem } from 'node:os';
import { groupMemory } from './control-groups.js';

/** Bytes of memory that this process may use: the machine's, or the limit of its container. */
export function availableMemory(): number {
  return Math.min(totalmem(), groupMemory() ?? Number.POSITIVE_INFINITY);
}
