import { Readable } from 'node:stream';
import { AutofitError, errorMessage } from '../util/errors.js';
import { outOfMemory } from '../util/out-of-memory.js';
import { Stopped } from '../util/stopped.js';
import type { DataSource } from './data-source.js';
import { asUtf8, detectEncoding, NotThisEncoding, type TextEncoding } from './encoding.js';
import type { Form, FormInput, FormOptions } from './form.js';
import { joinTables } from './join-tables.js';
import { peek } from './peek.js';
import { type Place, placesOf } from './place.js';
import type { RawTable } from './raw-table.js';
import { csv } from './read-csv.js';
import { excel } from './read-excel.js';
import { jsonLines, jsonValue } from './read-json.js';
import { parquet } from './read-parquet.js';
import { readValues } from './read-values.js';
import type { ReadingProgress } from './reading-progress.js';
import { createTally } from './reading-tally.js';
import { unpack } from './unpack.js';
import { unusedOptions } from './unused-options.js';

export interface ReadOptions extends Omit<FormOptions, 'tally'> {
  /** Where the bytes of standard input are copied to as they are read. @default nowhere */
  readonly copyTo?: string | undefined;
  /** Called as bytes are read. @default nobody hears of it */
  readonly onProgress?: ((event: ReadingProgress) => void) | undefined;
}

/** Forms of bytes, and of text; the first that the first bytes show is taken, and CSV is what shows nothing. */
const BINARY_FORMS: readonly Form[] = [parquet, excel];
const TEXT_FORMS: readonly Form[] = [jsonValue, jsonLines, csv];

/**
 * Reads any source into lossless columns, in stages that know their neighbours only: a place gives bytes, which are
 * unpacked; the first of them show the form, which finds records and puts cells away. Several files are one table. Throws an
 * AutofitError for what cannot be read.
 */
export async function readTable(source: DataSource, options: ReadOptions = {}): Promise<RawTable> {
  if (typeof source !== 'string') return readValues(source, options);
  const places = await placesOf(source, options.copyTo);
  const tables: RawTable[] = [];
  for (const place of places) {
    tables.push(await readFrom(place, options));
    // What comes behind the rows that were read in time is left out.
    if (tables.at(-1)?.isCut) break;
  }
  return tables.length === 1 && tables[0] ? tables[0] : joinTables(tables, source);
}

async function readFrom(place: Place, options: ReadOptions): Promise<RawTable> {
  try {
    return await readPlace(place, options);
  } catch (thrown) {
    if (!(thrown instanceof NotThisEncoding)) throw thrown;
    if (!place.file) throw changedEncoding(place);
    return readPlace(place, options, 'windows-1252');
  }
}

async function readPlace(
  place: Place,
  options: ReadOptions,
  told?: TextEncoding,
): Promise<RawTable> {
  const { source, file } = place;
  const { signal, onProgress } = options;
  const tally = onProgress && createTally(place, onProgress);
  const input = place.open();
  const onAbort = () => void input.destroy(new Stopped());
  // Whoever reads hears of errors, unless nobody does any more.
  input.on('error', () => {});
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const { stream, isPacked } = await unpack(tally?.count(input) ?? input, source);
    const form = { stream, source, file: isPacked ? undefined : file };
    return await readForm(form, { ...options, tally }, told);
  } catch (thrown) {
    throw describe(thrown, source);
  } finally {
    signal?.removeEventListener('abort', onAbort);
    input.destroy();
  }
}

async function readForm(
  input: FormInput,
  options: FormOptions,
  told: TextEncoding | undefined,
): Promise<RawTable> {
  const { source } = input;
  const { sample, stream } = await peek(input.stream);
  const binary = BINARY_FORMS.find((form) => form.isShownBy(sample, source));
  if (binary) return readAs(binary, { ...input, stream }, options);
  const encoding = told ?? detectEncoding(sample);
  const decoded = Readable.from(asUtf8(stream, encoding, source), { objectMode: false });
  const text = await peek(decoded);
  if (/^\s*<(?:!doctype html|html)/i.test(text.sample.toString())) throw isPage(source);
  const form = TEXT_FORMS.find((own) => own.isShownBy(text.sample, source));
  if (!form) throw new Error(`no form for ${source}`);
  const file = encoding === 'utf-8' ? input.file : undefined;
  const table = await readAs(form, { stream: text.stream, source, file }, options);
  if (encoding !== 'windows-1252') return table;
  return { ...table, notes: [`${source} is not UTF-8: it is read as Latin-1`, ...table.notes] };
}

async function readAs(form: Form, input: FormInput, options: FormOptions): Promise<RawTable> {
  const table = await form.read(input, options);
  return { ...table, notes: [...table.notes, ...unusedOptions(form.name, form.uses, options)] };
}

function isPage(source: string): AutofitError {
  return new AutofitError('IS_PAGE', `${source} is a web page (HTML), not a table.`, {
    file: source,
    hint: 'Download the file that the page links to.',
  });
}

function changedEncoding({ source }: Place): AutofitError {
  const found = `${source} begins as UTF-8 and goes on as something else`;
  return new AutofitError('NOT_TEXT', `${found}.`, {
    file: source,
    hint: 'Give it as a file, or as UTF-8 throughout.',
  });
}

function describe(thrown: unknown, source: string): unknown {
  const { code } = thrown as NodeJS.ErrnoException;
  if (code !== 'Z_BUF_ERROR' && code !== 'Z_DATA_ERROR') return outOfMemory(thrown);
  return new AutofitError('BAD_GZIP', `${source} cannot be unpacked: ${errorMessage(thrown)}.`, {
    file: source,
    hint: 'The file is cut off or damaged: pack or download it again.',
  });
}
