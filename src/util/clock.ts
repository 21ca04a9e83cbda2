import { AutofitError } from './errors.js';
import { shown } from './shown.js';

/** Milliseconds on a clock that never goes back. */
export function now(): number {
  return performance.now();
}

/** When the process began, on the same clock. */
export const PROCESS_START = 0;

/** Throws an AutofitError for what is no time on it, or one to come, as `Date.now()` is: what is limited from then on would not end. */
export function checkBegunAt(time: number): void {
  if (Number.isFinite(time) && time <= now()) return;
  throw new AutofitError('BAD_ARGUMENT', `A time limit cannot have begun at ${shown(time)}.`, {
    hint: 'It is a time that `performance.now()` has told, or is left out.',
  });
}

/** Date and time in UTC, as ISO 8601 has it. */
export function isoTime(): string {
  return new Date().toISOString();
}

/** Local date and time as `yyyymmdd-hhmmss`, for the names of run folders. */
export function timestamp(date: Date = new Date()): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
  return `${day}-${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
}
