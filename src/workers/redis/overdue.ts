import { now } from '../../util/clock.js';
import type { JobBegun } from './protocol.js';
import type { RemoteEntry } from './remote-entry.js';

/** A job that has run so many times longer than the longest of all, and for so long at least, may never be answered. */
const TIMES_LONGEST = 5;
const LEAST_SECONDS = 20;

/** Notes who has begun a job, and when. */
export function markBegun(entry: RemoteEntry, begun: JobBegun): void {
  entry.begun = begun;
  entry.begunAt = now();
}

/** Whether a worker has a job for far longer than any job took, in seconds. */
export function isOverdue({ begun, begunAt = 0 }: RemoteEntry, longest: number): boolean {
  const most = Math.max(LEAST_SECONDS, TIMES_LONGEST * longest);
  return begun !== undefined && (now() - begunAt) / 1000 > most;
}
