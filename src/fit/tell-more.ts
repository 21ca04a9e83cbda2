import type { Settings } from '../options/options.js';
import type { Join } from '../trial/journal.js';
import { joinText } from '../util/join-text.js';

/** Tells that a run goes on with more than it had, and what that makes of a test score. */
export function tellMore({ onProgress, test, honest }: Settings, join: Join): void {
  const note = (message: string) => onProgress({ kind: 'note', message });
  note(`the run goes on ${joinText(join)}`);
  if (test === undefined && !honest) return;
  note('test rows are scored again: if their score is why the run goes on, they are not untouched');
}
