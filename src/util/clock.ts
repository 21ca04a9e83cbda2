/** Milliseconds on a clock that never goes back. */
export function now(): number {
  return performance.now();
}

/** When the process began, on the same clock. */
export const PROCESS_START = 0;

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
