import type { Progress } from './progress.js';
import type { Clock } from './tick-clock.js';
import type { View } from './view.js';

/** Seconds of silence before a line tells how far the work is. */
const GAP = 5;

/** A line every few seconds, where nothing can be drawn in place. */
export function createPlainProgress(write: (text: string) => unknown, seconds: Clock): Progress {
  let view: View | undefined;
  let saidAt = seconds();
  const say = (text: string) => {
    saidAt = seconds();
    write(`${text}\n`);
  };
  const changed = () => {
    if (seconds() - saidAt < GAP) return;
    const line = view?.line(seconds());
    if (line !== undefined) say(line);
  };
  const timer = setInterval(changed, 1000).unref();
  return {
    seconds,
    say,
    show(shown) {
      view = shown;
    },
    changed,
    close() {
      clearInterval(timer);
      view = undefined;
    },
  };
}
