import { open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ZodType } from 'zod';
import type { EventLog } from '../trial/journal.js';
import { AutofitError, errorMessage } from '../util/errors.js';
import { resumeCall } from '../util/resume-call.js';
import { writeFileSafely } from '../util/write-file-safely.js';
import { writeFully } from '../util/write-fully.js';
import { noRun } from './no-run.js';

export const JOURNAL_FILE = 'journal.jsonl';

/** What a log holds so far. */
export interface WrittenLog<E> {
  readonly events: readonly E[];
  /** Of whole lines. */
  readonly bytes: number;
}

/** Begins the log of a run: JSON Lines, one line an event. Its first line is there as a whole or not at all. */
export async function beginLog<E>(folder: string, first: E): Promise<EventLog<E>> {
  const line = `${JSON.stringify(first)}\n`;
  await writeFileSafely(join(folder, JOURNAL_FILE), line);
  return continueLog<E>(folder, { events: [], bytes: Buffer.byteLength(line) });
}

/** The text of a run's log. Throws an AutofitError where there is none. */
export async function readLogText(folder: string): Promise<string> {
  try {
    return await readFile(join(folder, JOURNAL_FILE), 'utf8');
  } catch (thrown) {
    throw await noRun(folder, JOURNAL_FILE, thrown);
  }
}

/** The events in a text; a last line that a crash tore off does not count. Throws an AutofitError for others that are no events. */
export function parseLog<E>(folder: string, text: string, schema: ZodType): WrittenLog<E> {
  const path = join(folder, JOURNAL_FILE);
  const end = text.lastIndexOf('\n') + 1;
  const lines = text.slice(0, end).split('\n').slice(0, -1);
  return {
    events: lines.map((line, i) => parseLine(path, line, i + 1, schema) as E),
    bytes: Buffer.byteLength(text.slice(0, end)),
  };
}

/** The mistake of a line that cannot be read. */
export function damagedLog(folder: string, line: number, reason: string): AutofitError {
  const file = join(folder, JOURNAL_FILE);
  return new AutofitError('BAD_JOURNAL', `${file}:${line} cannot be read: ${reason}.`, {
    file,
    line,
    hint: 'Fit again, into another folder.',
  });
}

/** Goes on behind the whole lines that were read. */
export async function continueLog<E>(
  folder: string,
  { events, bytes }: WrittenLog<E>,
): Promise<EventLog<E>> {
  const path = join(folder, JOURNAL_FILE);
  const failed = (hint: string) => (thrown: unknown) => {
    throw new AutofitError('CANNOT_WRITE', `${path} cannot be written: ${errorMessage(thrown)}.`, {
      file: path,
      hint,
    });
  };
  const file = await open(path, 'r+').catch(failed('Choose another folder with `out`.'));
  await file.truncate(bytes);
  let end = bytes;
  const write = async (event: E) => {
    const line = Buffer.from(`${JSON.stringify(event)}\n`);
    await writeFully(file, line, end);
    await file.sync();
    end += line.length;
  };
  const hint = `Is the disk full? Make room, then go on: ${resumeCall(dirname(path))}`;
  let last = Promise.resolve();
  return {
    earlier: events,
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

function parseLine(path: string, text: string, line: number, schema: ZodType): unknown {
  const checked = schema.safeParse(parseJson(path, text, line));
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const field = issue?.path.join('.');
  throw damagedLog(dirname(path), line, `${field ? `${field}: ` : ''}${issue?.message}`);
}

function parseJson(path: string, text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw damagedLog(dirname(path), line, errorMessage(thrown));
  }
}
