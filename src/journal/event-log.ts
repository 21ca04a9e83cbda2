import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ZodType } from 'zod';
import type { EventLog } from '../trial/journal.js';
import type { AutofitError } from '../util/errors.js';
import { resumeCall } from '../util/resume-call.js';
import {
  beginLogFile,
  continueLogFile,
  damagedLine,
  type LogFile,
  logText,
  parseLogFile,
  type WrittenLog,
} from './log-file.js';
import { noRun } from './no-run.js';

export const JOURNAL_FILE = 'journal.jsonl';

/** Begins the log of a run: JSON Lines, one line an event. Its first line is there as a whole or not at all. */
export function beginLog<E>(folder: string, first: E): Promise<EventLog<E>> {
  return beginLogFile(logOf(folder), first);
}

/** The text of a run's log. Throws an AutofitError where there is none. */
export async function readLogText(folder: string): Promise<string> {
  const bytes = await readFile(join(folder, JOURNAL_FILE)).catch(async (thrown: unknown) => {
    throw await noRun(folder, JOURNAL_FILE, thrown);
  });
  return logText(logOf(folder), bytes);
}

/** The events in a text; a last line that a crash tore off does not count. Throws an AutofitError for others that are no events. */
export function parseLog<E>(folder: string, text: string, schema: ZodType): WrittenLog<E> {
  return parseLogFile(logOf(folder), text, schema);
}

/** The mistake of a line that cannot be read. */
export function damagedLog(folder: string, line: number, reason: string): AutofitError {
  return damagedLine(logOf(folder), line, reason);
}

/** Goes on behind the whole lines that were read. */
export function continueLog<E>(folder: string, written: WrittenLog<E>): Promise<EventLog<E>> {
  return continueLogFile(logOf(folder), written);
}

function logOf(folder: string): LogFile {
  return {
    path: join(folder, JOURNAL_FILE),
    hints: {
      damaged: 'Fit again, into another folder.',
      unopened: 'Choose another folder with `out`.',
      unwritten: `Is the disk full? Make room, then go on: ${resumeCall(folder)}`,
    },
  };
}
