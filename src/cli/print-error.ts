import { CommanderError } from 'commander';
import { AutofitError, errorMessage } from '../util/errors.js';
import { plainText } from '../util/plain-text.js';
import type { InFlags } from './in-flags.js';

/** 2 for the user's mistakes, 130 for what was interrupted, 1 for ours, 0 for help and the like. */
export function exitCodeOf(thrown: unknown): number {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2;
  if (!(thrown instanceof AutofitError)) return 1;
  return thrown.code === 'STOPPED' ? 130 : 2;
}

/** Each line without what a terminal would act on. */
function plainLines(text: string): string {
  return text.split('\n').map(plainText).join('\n');
}

/** Message and hint of a user's mistake; anything else is a bug. */
export function printError(thrown: unknown, said: InFlags, verbose = false): void {
  if (thrown instanceof AutofitError) {
    // Names and cells may have lines of their own.
    console.error(`error: ${plainText(said(thrown.message))}`);
    if (thrown.hint) console.error(plainText(said(thrown.hint)));
  } else {
    console.error(`internal error: ${plainLines(errorMessage(thrown))}`);
    if (!verbose) console.error('This is a bug in autofit; --verbose shows where.');
  }
  if (verbose && thrown instanceof Error) console.error(plainLines(thrown.stack ?? thrown.message));
}
