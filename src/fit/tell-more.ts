import type { Settings } from '../options/options.js';
import type { MoreEvent } from '../trial/journal.js';
import { countOf } from '../util/count-of.js';
import { formatDuration } from '../util/duration.js';

/** What a run was given at a moment, in words: `after 60 s, to 11 m 00 s in all`. */
export function moreText({
  seconds,
  trials,
  timeLimit,
}: Omit<MoreEvent, 'kind' | 'since'>): string {
  const bounds = [
    ...(timeLimit === null ? [] : [formatDuration(timeLimit)]),
    ...(trials === null ? [] : [countOf(trials, 'trial')]),
  ];
  return `after ${formatDuration(seconds)}, to ${bounds.join(' or ')} in all`;
}

/** Tells that a run goes on with more than it had, and of what that makes of a test score. */
export function tellMore({ onProgress, test, honest }: Settings, more: MoreEvent): void {
  const note = (message: string) => onProgress({ kind: 'note', message });
  note(`the run goes on ${moreText(more)}`);
  if (test === undefined && !honest) return;
  note(
    'test rows are scored again: where their score is why the run goes on, they are not untouched',
  );
}
