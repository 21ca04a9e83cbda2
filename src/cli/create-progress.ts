import { createLiveProgress } from './live-progress.js';
import { createPlainProgress } from './plain-progress.js';
import type { Progress } from './progress.js';
import { terminalWidth } from './terminal.js';
import { tickClock } from './tick-clock.js';

export interface ProgressOptions {
  /** Nothing but what is said. @default false */
  readonly quiet?: boolean | undefined;
  /** Seconds that pass before anything is drawn. @default 0 */
  readonly delay?: number;
}

/** Drawn in place on a terminal that has a size; elsewhere a line every few seconds. */
export function createProgress({ quiet = false, delay = 0 }: ProgressOptions): Progress {
  const { stderr } = process;
  const write = (text: string) => stderr.write(text);
  if (quiet) return silent(write);
  const isLive = Number.isFinite(terminalWidth(stderr)) && process.env.TERM !== 'dumb';
  if (isLive) return createLiveProgress(stderr, tickClock, delay);
  return createPlainProgress(write, tickClock);
}

function silent(write: (text: string) => unknown): Progress {
  return {
    seconds: tickClock,
    say: (text) => void write(`${text}\n`),
    show() {},
    changed() {},
    close() {},
  };
}
