import { plainText } from '../util/plain-text.js';
import type { InFlags } from './in-flags.js';

/** Prints what was noticed on standard error, a line a note. */
export function printNotes(notes: readonly string[], said: InFlags): void {
  for (const note of notes) console.error(`note: ${plainText(said(note))}`);
}
