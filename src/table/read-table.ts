import { createReadStream, createWriteStream, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { AutofitError, errorMessage } from '../util/errors.js';
import { outOfMemory } from '../util/out-of-memory.js';
import { Stopped } from '../util/stopped.js';
import type { CsvOptions } from './csv-records.js';
import type { DataSource } from './data-source.js';
import { asUtf8, detectEncoding, NotThisEncoding, type TextEncoding } from './encoding.js';
import { peek } from './peek.js';
import type { RawTable } from './raw-table.js';
import { type FileFacts, readCsv } from './read-csv.js';
import { jsonForm, readJsonLines, readJsonList } from './read-json.js';
import { readParquet } from './read-parquet.js';
import { readValues } from './read-values.js';

const STANDARD_INPUT = 'standard input';
const CHUNK_BYTES = 1 << 18;

export interface ReadOptions extends CsvOptions, Pick<FileFacts, 'threads'> {
  /** Where the bytes of standard input are copied to as they are read. @default nowhere */
  readonly copyTo?: string | undefined;
}

/**
 * Reads any source into lossless columns: CSV, JSON Lines or Parquet, packed by gzip or not, told apart by their
 * first bytes. Throws an AutofitError for what cannot be read.
 */
export async function readTable(source: DataSource, options: ReadOptions = {}): Promise<RawTable> {
  if (typeof source !== 'string') return readValues(source, options);
  if (source === '-') return readStream(standardInput(options), STANDARD_INPUT, options);
  const { size: bytes } = await checkFile(source);
  try {
    return await readStream(openFile(source), source, { ...options, bytes, path: source });
  } catch (thrown) {
    if (!(thrown instanceof NotThisEncoding)) throw thrown;
    return readStream(
      openFile(source),
      source,
      { ...options, bytes, path: source },
      'windows-1252',
    );
  }
}

function standardInput({ copyTo }: ReadOptions): Readable {
  if (copyTo === undefined) return process.stdin;
  const stream = new PassThrough();
  const copy = createWriteStream(copyTo);
  process.stdin.pipe(copy);
  process.stdin.on('error', (error) => stream.destroy(error));
  copy.on('error', (error) => stream.destroy(error));
  // The reader ends only after the copy is whole.
  copy.on('finish', () => stream.end());
  process.stdin.pipe(stream, { end: false });
  // A reader that stops early takes nothing more.
  stream.on('close', () => {
    process.stdin.destroy();
    copy.end();
  });
  return stream;
}

function openFile(path: string): Readable {
  return createReadStream(path, { highWaterMark: CHUNK_BYTES });
}

async function readStream(
  input: Readable,
  source: string,
  options: CsvOptions & FileFacts,
  told?: TextEncoding,
): Promise<RawTable> {
  const onAbort = () => void input.destroy(new Stopped());
  // Whoever reads hears of errors, unless nobody does any more.
  input.on('error', () => {});
  options.signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const { stream, isPacked } = await unpacked(input);
    const facts = isPacked ? { ...options, bytes: undefined, path: undefined } : options;
    return await readUnpacked(stream, source, facts, told);
  } catch (thrown) {
    throw describe(thrown, source);
  } finally {
    options.signal?.removeEventListener('abort', onAbort);
    input.destroy();
  }
}

/** The stream behind gzip, or the stream itself. */
async function unpacked(input: Readable): Promise<{ stream: Readable; isPacked: boolean }> {
  const { sample, stream } = await peek(input);
  if (sample[0] !== 0x1f || sample[1] !== 0x8b) return { stream, isPacked: false };
  const gunzip = createGunzip();
  stream.on('error', (error) => gunzip.destroy(error));
  return { stream: stream.pipe(gunzip), isPacked: true };
}

async function readUnpacked(
  input: Readable,
  source: string,
  options: CsvOptions & FileFacts,
  told: TextEncoding | undefined,
): Promise<RawTable> {
  const { sample, stream } = await peek(input);
  const magic = sample.toString('latin1', 0, 4);
  if (magic === 'PAR1') return readParquet(await buffer(stream), source, options);
  if (magic === 'PK\x03\x04') throw archive(source);
  const encoding = told ?? detectEncoding(sample);
  const text = Readable.from(asUtf8(stream, encoding, source), { objectMode: false });
  const path = encoding === 'utf-8' ? options.path : undefined;
  const table = await readText(text, source, { ...options, path });
  if (encoding !== 'windows-1252') return table;
  return { ...table, notes: [`${source} is not UTF-8: it is read as Latin-1`, ...table.notes] };
}

async function readText(
  text: Readable,
  source: string,
  options: CsvOptions & FileFacts,
): Promise<RawTable> {
  const { sample, stream } = await peek(text);
  const form = jsonForm(sample.toString(), source);
  if (form === 'list') return readJsonList(stream, source);
  return form === 'lines'
    ? readJsonLines(stream, source, options)
    : readCsv(stream, source, options);
}

function describe(thrown: unknown, source: string): unknown {
  if (thrown instanceof NotThisEncoding && source === STANDARD_INPUT) {
    return new AutofitError(
      'NOT_TEXT',
      `${source} begins as UTF-8 and goes on as something else.`,
      {
        file: source,
        hint: 'Give it as a file, or as UTF-8 throughout.',
      },
    );
  }
  const { code } = thrown as NodeJS.ErrnoException;
  if (code !== 'Z_BUF_ERROR' && code !== 'Z_DATA_ERROR') return outOfMemory(thrown);
  return new AutofitError('BAD_GZIP', `${source} cannot be unpacked: ${errorMessage(thrown)}.`, {
    file: source,
    hint: 'The file is cut off or damaged: pack or download it again.',
  });
}

function archive(source: string): AutofitError {
  return new AutofitError('IS_ARCHIVE', `${source} is a ZIP archive or an Excel workbook.`, {
    file: source,
    hint: 'Unpack it, or save the sheet as CSV.',
  });
}

async function checkFile(path: string): Promise<Stats> {
  const info = await stat(path).catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? 'does not exist' : `cannot be read (${error.code})`;
    throw new AutofitError('NO_FILE', `${path} ${reason}.`, {
      file: path,
      hint: 'Check the path; "-" reads standard input.',
    });
  });
  if (info.isDirectory()) {
    throw new AutofitError('IS_FOLDER', `${path} is a folder, not a file.`, {
      file: path,
      hint: 'Name a CSV file in it.',
    });
  }
  return info;
}
