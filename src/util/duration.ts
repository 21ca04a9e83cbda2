import { AutofitError } from './errors.js';

const SECONDS: Record<string, number> = { us: 1e-6, µs: 1e-6, ms: 0.001, s: 1, m: 60, h: 3600 };

/** Seconds of a duration such as `30s`, `5m`, `1.5h` or a plain number of seconds. */
export function parseDuration(value: string | number): number {
  const match = /^(\d+(?:\.\d+)?(?:e-?\d+)?)(us|µs|ms|s|m|h)?$/.exec(String(value).trim());
  const seconds = Number(match?.[1]) * (SECONDS[match?.[2] ?? 's'] ?? 1);
  if (match && seconds > 0 && Number.isFinite(seconds)) return seconds;
  throw new AutofitError('BAD_DURATION', `"${value}" is not a duration.`, {
    hint: 'Write it as 30s, 5m or 1h.',
  });
}

/** A duration for people: `0.4 s`, `12 s`, `3 m 05 s`. */
export function formatDuration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} m ${String(whole % 60).padStart(2, '0')} s`;
}
