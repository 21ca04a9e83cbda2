import { countOf } from './count-of.js';
import { formatDuration } from './duration.js';

/** When a run was given more, and what in all, in words: `after 60 s, to 11 m 00 s in all`. */
export function joinText(join: {
  readonly seconds: number;
  readonly trials: number | null;
  readonly timeLimit: number | null;
}): string {
  const { seconds, trials, timeLimit } = join;
  const bounds = [
    ...(timeLimit === null ? [] : [formatDuration(timeLimit)]),
    ...(trials === null ? [] : [countOf(trials, 'trial')]),
  ];
  return `after ${formatDuration(seconds)}, to ${bounds.join(' or ')} in all`;
}
