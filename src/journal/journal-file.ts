import { createHash } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Journal, JournalEvent, RunEvent } from '../trial/journal.js';
import { AutofitError } from '../util/errors.js';
import type { Json } from '../util/json.js';
import { resumeCall } from '../util/resume-call.js';
import {
  beginLog,
  continueLog,
  damagedLog,
  JOURNAL_FILE,
  parseLog,
  readLogText,
} from './event-log.js';
import { hasOtherFormat, type WrittenLog } from './log-file.js';
import { noRun } from './no-run.js';

/** How the journal of a run of detection begins, which is another one. */
export const DETECTION = '{"kind":"detection"';
/** Raised when what events hold changes its meaning. */
export const JOURNAL_FORMAT = 6;

/** Begins a run's journal: JSON Lines, one line an event. Its first line is there as a whole or not at all. */
export function beginJournal(folder: string, run: RunEvent): Promise<Journal> {
  return beginLog<JournalEvent>(folder, run);
}

/** What a journal holds so far. */
export interface WrittenJournal extends WrittenLog<JournalEvent> {
  readonly run: RunEvent;
}

/**
 * Reads the journal of a run; a last line that a crash tore off does not count. Throws an AutofitError when there is none,
 * or it cannot be read.
 */
export async function readJournal(folder: string): Promise<WrittenJournal> {
  const text = await readLogText(folder);
  if (text.startsWith(DETECTION)) throw isDetection(folder);
  if (hasOtherFormat(text, JOURNAL_FORMAT)) throw otherVersion(folder);
  const { eventSchema } = await import('./journal-schema.js');
  const { events, bytes } = parseLog<JournalEvent>(folder, text, eventSchema);
  const run = events[0];
  if (run?.kind !== 'run') throw otherVersion(folder);
  if (run.settingsHash !== settingsHash(run.settings)) {
    throw damagedLog(folder, 1, 'its settings were changed');
  }
  return { run, events, bytes };
}

/** Throws an AutofitError when a folder holds no journal. */
export async function checkJournal(folder: string): Promise<void> {
  try {
    await access(join(folder, JOURNAL_FILE));
  } catch (thrown) {
    throw await noRun(folder, JOURNAL_FILE, thrown);
  }
}

/** Goes on behind the whole lines that were read. */
export function continueJournal(
  folder: string,
  written: WrittenLog<JournalEvent>,
): Promise<Journal> {
  return continueLog(folder, written);
}

function otherVersion(folder: string): AutofitError {
  return damagedLog(folder, 1, 'it does not begin a run of this version');
}

function isDetection(folder: string): AutofitError {
  return new AutofitError('IS_DETECTION', `${folder} holds a run that finds boxes.`, {
    file: folder,
    hint: `Its report is in the folder, and it cannot be given more. It goes on by ${resumeCall(folder, 'resumeDetector')}`,
  });
}

/** SHA-256 of a run's settings, so that a change by another hand is seen. */
export function settingsHash(settings: Json): string {
  return createHash('sha256').update(JSON.stringify(settings)).digest('hex');
}
