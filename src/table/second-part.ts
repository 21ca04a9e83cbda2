import { closeSync, openSync, readSync } from 'node:fs';
import { Piscina } from 'piscina';
import { threadsWithRoom } from '../util/address-space.js';
import { threadFile } from '../util/thread-file.js';
import type { CsvPart, CsvPartJob } from './csv-part.js';
import type { Dialect } from './dialect.js';

/** A smaller file is read before a second thread has begun. */
const WORTHWHILE = 16e6;
const SEARCHED = 1 << 16;
const LF = 10;
const BYTE_ORDER_MARK = Buffer.of(0xef, 0xbb, 0xbf);

/** The latter half of a file, being read in another thread. */
export interface SecondPart {
  /** Where it begins, without a byte-order mark: at the beginning of a line, which may lie inside quotes. */
  readonly cut: number;
  /** Undefined when it could not be read by itself. */
  part(): Promise<CsvPart | undefined>;
  close(): Promise<void>;
}

/**
 * Starts to read the latter half of a large file as if a record began at its first line. Whether one does, shows when
 * the records before it end there.
 */
export function startSecondPart(
  path: string,
  bytes: number,
  dialect: Dialect,
): SecondPart | undefined {
  if (bytes < WORTHWHILE || threadsWithRoom() < 2) return undefined;
  const start = lineBehind(path, Math.floor(bytes / 2));
  if (start === undefined) return undefined;
  const job: CsvPartJob = { kind: 'csv-part-job', path, start, end: bytes, dialect };
  const pool = new Piscina({
    ...threadFile(import.meta.url, './csv-part-worker.js', './csv-part-worker.ts'),
    maxThreads: 1,
  });
  // Whatever goes wrong there, this thread reads the same bytes, and tells of it.
  pool.on('error', () => {});
  const part = (pool.run(job) as Promise<CsvPart | undefined>).catch(() => undefined);
  const cut = start - (hasMark(path) ? BYTE_ORDER_MARK.length : 0);
  return { cut, part: () => part, close: () => pool.destroy() };
}

/** Where the first line begins behind this place; undefined for a very long one. */
function lineBehind(path: string, place: number): number | undefined {
  const end = readAt(path, place, SEARCHED).indexOf(LF);
  return end < 0 ? undefined : place + end + 1;
}

function hasMark(path: string): boolean {
  return readAt(path, 0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
}

function readAt(path: string, place: number, length: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(file, bytes, 0, length, place));
  } finally {
    closeSync(file);
  }
}
