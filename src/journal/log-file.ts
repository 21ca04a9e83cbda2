import { open } from 'node:fs/promises';
import type { ZodType } from 'zod';
import type { EventLog } from '../trial/journal.js';
import { AutofitError, errorMessage } from '../util/errors.js';
import { isTooDeep } from '../util/json-depth.js';
import { writeFileSafely } from '../util/write-file-safely.js';
import { writeFully } from '../util/write-fully.js';

/** A file of JSON Lines, one line an event, and what to do where it fails. */
export interface LogFile {
  readonly path: string;
  readonly hints: {
    readonly damaged: string;
    readonly unopened: string;
    readonly unwritten: string;
  };
}

const LF = 10;

/** What a log holds so far. */
export interface WrittenLog<E> {
  readonly events: readonly E[];
  /** Of whole lines. */
  readonly bytes: number;
}

/** Begins a log. Its first line is there as a whole or not at all. */
export async function beginLogFile<E>(file: LogFile, first: E): Promise<EventLog<E>> {
  const line = `${JSON.stringify(first)}\n`;
  await writeFileSafely(file.path, line);
  return continueLogFile<E>(file, { events: [], bytes: Buffer.byteLength(line) });
}

/** The text of a log, of which what a crash tore off may be cut within a letter. Throws an AutofitError for lines that are no UTF-8. */
export function logText(file: LogFile, bytes: Uint8Array): string {
  const end = bytes.lastIndexOf(LF) + 1;
  try {
    const whole = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return whole.decode(bytes.subarray(0, end)) + new TextDecoder().decode(bytes.subarray(end));
  } catch {
    const line = firstDamaged(bytes.subarray(0, end));
    throw damagedLine(file, line, 'it holds bytes that are no UTF-8');
  }
}

function firstDamaged(bytes: Uint8Array): number {
  const lines = new TextDecoder().decode(bytes).split('\n');
  return lines.findIndex((line) => line.includes('\ufffd')) + 1;
}

/** Whether the first line tells of another format, by which nothing else of the log is to be read. */
export function hasOtherFormat(text: string, format: number): boolean {
  const end = text.indexOf('\n');
  if (end < 0) return false;
  try {
    const told: unknown = JSON.parse(text.slice(0, end))?.format;
    return typeof told === 'number' && told !== format;
  } catch {
    return false;
  }
}

/** The events in a text; a last line that a crash tore off does not count. Throws an AutofitError for others that are no events. */
export function parseLogFile<E>(file: LogFile, text: string, schema: ZodType): WrittenLog<E> {
  const end = text.lastIndexOf('\n') + 1;
  const lines = text.slice(0, end).split('\n').slice(0, -1);
  return {
    events: lines.map((line, i) => parseLine(file, line, i + 1, schema) as E),
    bytes: Buffer.byteLength(text.slice(0, end)),
  };
}

/** The mistake of a line that cannot be read. */
export function damagedLine({ path, hints }: LogFile, line: number, reason: string): AutofitError {
  return new AutofitError('BAD_JOURNAL', `${path}:${line} cannot be read: ${reason}.`, {
    file: path,
    line,
    hint: hints.damaged,
  });
}

/** Goes on behind the whole lines that were read. */
export async function continueLogFile<E>(
  { path, hints }: LogFile,
  { events, bytes }: WrittenLog<E>,
): Promise<EventLog<E>> {
  const failed = (hint: string) => (thrown: unknown) => {
    throw new AutofitError('CANNOT_WRITE', `${path} cannot be written: ${errorMessage(thrown)}.`, {
      file: path,
      hint,
    });
  };
  const file = await open(path, 'r+').catch(failed(hints.unopened));
  await file.truncate(bytes);
  let end = bytes;
  const write = async (event: E) => {
    const line = Buffer.from(`${JSON.stringify(event)}\n`);
    await writeFully(file, line, end);
    await file.sync();
    end += line.length;
  };
  let last = Promise.resolve();
  return {
    earlier: events,
    append(event) {
      // Once one has failed, all do, by the same error: what comes later may rest on what is missing.
      last = last.then(() => write(event).catch(failed(hints.unwritten)));
      return last;
    },
    async close() {
      await last.catch(() => {});
      await file.close();
    },
  };
}

function parseLine(file: LogFile, text: string, line: number, schema: ZodType): unknown {
  const checked = schema.safeParse(parseJson(file, text, line));
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const field = issue?.path.join('.');
  throw damagedLine(file, line, `${field ? `${field}: ` : ''}${issue?.message}`);
}

/** What walks through an event walks by recursion. */
const DEEPEST = 200;

function parseJson(file: LogFile, text: string, line: number): unknown {
  if (isTooDeep(new TextEncoder().encode(text), DEEPEST)) {
    throw damagedLine(file, line, `it is nested more than ${DEEPEST} deep`);
  }
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw damagedLine(file, line, errorMessage(thrown));
  }
}
