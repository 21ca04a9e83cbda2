import { now } from '../../util/clock.js';
import type { JobBegun } from './protocol.js';
import type { RemoteEntry } from './remote-entry.js';

/** A job that has run so many times longer than the longest of all, and for so long at least, may never be answered. */
const TIMES_LONGEST = 5;
const LEAST_SECONDS = 20;
/** Where threads here were not asked for, those that work elsewhere are waited for longer. */
const LEAST_SECONDS_ELSEWHERE = 600;

/** Notes who has begun a job, and when. */
export function markBegun(entry: RemoteEntry, begun: JobBegun): void {
  entry.begun = begun;
  entry.begunAt = now();
}

/** Notes that a worker has a job, of which it may have said nothing, or nothing that was heard. */
export function markTaken(entry: RemoteEntry): void {
  entry.begunAt ??= now();
}

/** Notes that no worker has it any more. */
export function markLeft(entry: RemoteEntry): void {
  entry.begun = undefined;
  entry.begunAt = undefined;
}

/** Whether a worker has a job for far longer than any job took, in seconds; `isFree` where a thread here has nothing to do. */
export function isOverdue(
  { begun, begunAt }: Pick<RemoteEntry, 'begun' | 'begunAt'>,
  longest: number,
  isFree: boolean,
): boolean {
  // One that never said that it began is waited for no longer: workers say so at once.
  const isSilent = begun === undefined;
  const least = isFree || isSilent ? LEAST_SECONDS : LEAST_SECONDS_ELSEWHERE;
  const most = Math.max(least, TIMES_LONGEST * longest);
  return begunAt !== undefined && (now() - begunAt) / 1000 > most;
}
