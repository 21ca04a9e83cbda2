import { createHash } from 'node:crypto';
import { access, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Journal, JournalEvent, RunEvent } from '../trial/journal.js';
import { AutofitError, errorMessage } from '../util/errors.js';
import type { Json } from '../util/json.js';
import { resumeCall } from '../util/resume-call.js';
import { writeFileSafely } from '../util/write-file-safely.js';
import { writeFully } from '../util/write-fully.js';
import type { eventSchema as EventSchema } from './journal-schema.js';
import { noRun } from './no-run.js';

export const JOURNAL_FILE = 'journal.jsonl';
/** How the journal of a run of detection begins, which is another one. */
const DETECTION = '{"kind":"detection"';
/** Raised when what events hold changes its meaning. */
export const JOURNAL_FORMAT = 4;

/** Begins a run's journal: JSON Lines, one line an event. Its first line is there as a whole or not at all. */
export async function beginJournal(folder: string, run: RunEvent): Promise<Journal> {
  const line = `${JSON.stringify(run)}\n`;
  await writeFileSafely(join(folder, JOURNAL_FILE), line);
  return continueJournal(folder, { events: [], bytes: Buffer.byteLength(line) });
}

/** What a journal holds so far. */
export interface WrittenJournal {
  readonly run: RunEvent;
  readonly events: readonly JournalEvent[];
  /** Of whole lines. */
  readonly bytes: number;
}

/**
 * Reads the journal of a run; a last line that a crash tore off does not count. Throws an AutofitError when there is none,
 * or it cannot be read.
 */
export async function readJournal(folder: string): Promise<WrittenJournal> {
  const path = join(folder, JOURNAL_FILE);
  const text = await readText(folder, path);
  if (text.startsWith(DETECTION)) throw isDetection(folder);
  const { eventSchema } = await import('./journal-schema.js');
  const end = text.lastIndexOf('\n') + 1;
  const events = text
    .slice(0, end)
    .split('\n')
    .slice(0, -1)
    .map((line, i) => parseLine(path, line, i + 1, eventSchema));
  const run = events[0];
  if (run?.kind !== 'run' || run.format !== JOURNAL_FORMAT) {
    throw damaged(path, 1, 'it does not begin a run of this version');
  }
  if (run.settingsHash !== settingsHash(run.settings)) {
    throw damaged(path, 1, 'its settings were changed');
  }
  return { run, events, bytes: Buffer.byteLength(text.slice(0, end)) };
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
  { events, bytes }: Pick<WrittenJournal, 'events' | 'bytes'>,
): Promise<Journal> {
  return appendTo(join(folder, JOURNAL_FILE), events, bytes);
}

function isDetection(folder: string): AutofitError {
  return new AutofitError('IS_DETECTION', `${folder} holds a run that finds boxes.`, {
    file: folder,
    hint: 'It cannot be resumed, given more or reported on again: fit anew, into another folder.',
  });
}

async function appendTo(
  path: string,
  earlier: readonly JournalEvent[],
  start: number,
): Promise<Journal> {
  const failed = (hint: string) => (thrown: unknown) => {
    throw new AutofitError('CANNOT_WRITE', `${path} cannot be written: ${errorMessage(thrown)}.`, {
      file: path,
      hint,
    });
  };
  const file = await open(path, 'r+').catch(failed('Choose another folder with `out`.'));
  await file.truncate(start);
  let end = start;
  const write = async (event: JournalEvent) => {
    const line = Buffer.from(`${JSON.stringify(event)}\n`);
    await writeFully(file, line, end);
    await file.sync();
    end += line.length;
  };
  const hint = `Is the disk full? Make room, then go on: ${resumeCall(dirname(path))}`;
  let last = Promise.resolve();
  return {
    earlier,
    append(event) {
      // Once one has failed, all do, by the same error: what comes later may rest on what is missing.
      last = last.then(() => write(event).catch(failed(hint)));
      return last;
    },
    async close() {
      await last.catch(() => {});
      await file.close();
    },
  };
}

async function readText(folder: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (thrown) {
    throw await noRun(folder, JOURNAL_FILE, thrown);
  }
}

/** SHA-256 of a run's settings, so that a change by another hand is seen. */
export function settingsHash(settings: Json): string {
  return createHash('sha256').update(JSON.stringify(settings)).digest('hex');
}

function parseLine(
  file: string,
  text: string,
  line: number,
  schema: typeof EventSchema,
): JournalEvent {
  const checked = schema.safeParse(parseJson(file, text, line));
  if (checked.success) return checked.data as JournalEvent;
  const [issue] = checked.error.issues;
  const field = issue?.path.join('.');
  throw damaged(file, line, `${field ? `${field}: ` : ''}${issue?.message}`);
}

function parseJson(file: string, text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw damaged(file, line, errorMessage(thrown));
  }
}

function damaged(file: string, line: number, reason: string): AutofitError {
  return new AutofitError('BAD_JOURNAL', `${file}:${line} cannot be read: ${reason}.`, {
    file,
    line,
    hint: 'Fit again, into another folder.',
  });
}
