import type { Redis } from 'ioredis';
import { now } from '../../util/clock.js';
import { BEAT_MS } from './protocol.js';
import { renewQueue } from './run-registry.js';

/** Says that jobs are to stay for a while, and what BullMQ keeps of their run beside them: that not more than once a beat. */
export function keptQueue(client: Redis, run: string): (job: string) => Promise<void> {
  let last = Number.NEGATIVE_INFINITY;
  return async (job) => {
    const isDue = now() - last >= BEAT_MS;
    if (isDue) last = now();
    await renewQueue(client, run, [job], isDue);
  };
}
