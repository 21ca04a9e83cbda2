import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { AutofitError, errorMessage } from '../util/errors.js';
import type { RawTable } from './raw-table.js';
import { isRow, type Row, readRows } from './read-rows.js';
import type { StopReading } from './stop-reading.js';

/** Whether text that begins so is JSON: one object a line, or a list of objects. */
export function jsonForm(sample: string, source: string): 'lines' | 'list' | undefined {
  const start = sample.trimStart();
  if (start.startsWith('[') && /\.json(?:\.gz)?$/i.test(source)) return 'list';
  if (!start.startsWith('{')) return undefined;
  if (/\.(?:jsonl|ndjson|json)(?:\.gz)?$/i.test(source)) return 'lines';
  return isObject(start.slice(0, start.search(/[\r\n]|$/))) ? 'lines' : undefined;
}

/** Reads one JSON object a line; empty lines do not count. Throws an AutofitError with the line of what is none. */
export function readJsonLines(
  input: Readable,
  source: string,
  stop: StopReading,
): Promise<RawTable> {
  return readRows(linesOf(input, source), source, stop);
}

async function* linesOf(input: Readable, source: string): AsyncGenerator<Row> {
  let line = 0;
  try {
    for await (const written of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      line++;
      if (written.trim() !== '') yield parsedRow(written, source, line);
    }
  } finally {
    // Where the rows are left early, a stream that is not closed here fails later, and nobody hears it.
    input.destroy();
  }
}

function parsedRow(written: string, source: string, line: number): Row {
  let found = 'no JSON object';
  try {
    const value: unknown = JSON.parse(written);
    if (isRow(value)) return value;
  } catch (thrown) {
    found = errorMessage(thrown);
  }
  throw new AutofitError('BAD_JSON', `${source}, line ${line}: ${found}.`, {
    file: source,
    line,
    hint: 'Each line must hold one object, such as {"age": 31, "city": "Oslo"}.',
  });
}

/** Reads a JSON list of objects. */
export async function readJsonList(input: Readable, source: string): Promise<RawTable> {
  const written = await text(input);
  let found = 'it is no list of objects';
  try {
    const value: unknown = JSON.parse(written);
    if (Array.isArray(value) && value.every(isRow)) return await readRows(value, source);
  } catch (thrown) {
    if (thrown instanceof AutofitError) throw thrown;
    found = errorMessage(thrown);
  }
  throw new AutofitError('BAD_JSON', `${source} cannot be read: ${found}.`, {
    file: source,
    hint: 'A .json file must hold a list of objects, or one object a line.',
  });
}

function isObject(written: string): boolean {
  try {
    return isRow(JSON.parse(written));
  } catch {
    return false;
  }
}
