import { Readable } from 'node:stream';
import { isPicture } from '../image/is-picture.js';
import { AutofitError, errorMessage } from '../util/errors.js';
import { fileMistake } from '../util/file-mistake.js';
import { outOfMemory } from '../util/out-of-memory.js';
import { Stopped } from '../util/stopped.js';
import { asUtf8, detectEncoding, type TextEncoding } from './encoding.js';
import type { Form, FormInput, FormOptions } from './form.js';
import { knownFile } from './known-file.js';
import { peek } from './peek.js';
import type { Place } from './place.js';
import { csv } from './read-csv.js';
import { excel } from './read-excel.js';
import { jsonLines, jsonValue } from './read-json.js';
import { parquet } from './read-parquet.js';
import type { FileProgress } from './reading-progress.js';
import { createTally } from './reading-tally.js';
import { unpack } from './unpack.js';
import { unusedOptions } from './unused-options.js';

export interface ReadOptions extends Omit<FormOptions, 'tally'> {
  /** Where the bytes of standard input are copied to as they are read. @default nowhere */
  readonly copyTo?: string | undefined;
  /** Called as bytes are read. @default nobody hears of it */
  readonly onProgress?: ((event: FileProgress) => void) | undefined;
}

/** Forms of bytes, and of text; the first that the first bytes show is taken, and CSV is what shows nothing. */
const BINARY_FORMS: readonly Form[] = [parquet, excel];
const TEXT_FORMS: readonly Form[] = [jsonValue, jsonLines, csv];

/** How long the first bytes of what is opened behind an abort may take. */
const GRACE_MS = 200;

/** A place whose first bytes were looked at. */
export interface OpenPlace {
  readonly form: Form;
  readonly input: FormInput;
  readonly options: FormOptions;
  /** The notes of the form, with those on how the place is read. */
  notes(own: readonly string[]): readonly string[];
  close(): void;
}

/** Opens a place, unpacks it and finds its form. Throws an AutofitError for what is no table. */
export async function openPlace(
  place: Place,
  options: ReadOptions,
  told?: TextEncoding,
): Promise<OpenPlace> {
  const { source, file } = place;
  const { signal, onProgress } = options;
  const tally = onProgress && createTally(place, onProgress);
  const raw = place.open();
  const onAbort = () => void raw.destroy(new Stopped());
  // Whoever reads hears of errors, unless nobody does any more.
  raw.on('error', () => {});
  signal?.addEventListener('abort', onAbort, { once: true });
  // Behind the abort what is there is still read, but not waited for.
  const timer = signal?.aborted ? setTimeout(onAbort, GRACE_MS) : undefined;
  const close = () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    raw.destroy();
  };
  try {
    const { stream, isPacked } = await unpack(tally?.count(raw) ?? raw, source);
    const bytes = { stream, source, file: isPacked ? undefined : file };
    const { form, input, encoding } = await findForm(bytes, told);
    const own = { ...options, tally };
    const latin = `${source} is not UTF-8: it is read as Latin-1`;
    const notes = (of: readonly string[]) => [
      ...(encoding === 'windows-1252' ? [latin] : []),
      ...of,
      ...unusedOptions(form.name, form.uses, own),
    ];
    return { form, input, options: own, notes, close };
  } catch (thrown) {
    close();
    throw readingMistake(thrown, source);
  }
}

interface FoundForm {
  readonly form: Form;
  readonly input: FormInput;
  /** Of text. */
  readonly encoding?: TextEncoding;
}

async function findForm(input: FormInput, told: TextEncoding | undefined): Promise<FoundForm> {
  const { source } = input;
  const { sample, stream } = await peek(input.stream);
  const binary = BINARY_FORMS.find((form) => form.isShownBy(sample, source));
  if (binary) return { form: binary, input: { ...input, stream } };
  if (isPicture(sample) && sample.includes(0)) throw isLonePicture(source);
  const known = knownFile(sample);
  if (known) throw isKnown(source, known);
  const encoding = told ?? detectEncoding(sample);
  const decoded = Readable.from(asUtf8(stream, encoding, source), { objectMode: false });
  const text = await peek(decoded);
  if (/^\s*<(?:!doctype html|html)/i.test(text.sample.toString())) throw isPage(source);
  const form = TEXT_FORMS.find((own) => own.isShownBy(text.sample, source));
  if (!form) throw new Error(`no form for ${source}`);
  const file = encoding === 'utf-8' ? input.file : undefined;
  return { form, input: { stream: text.stream, source, file }, encoding };
}

function isLonePicture(source: string): AutofitError {
  return new AutofitError('IS_PICTURE', `${source} is a picture, not a table.`, {
    file: source,
    hint: 'Name the folder that it lies in, or a table with its path.',
  });
}

function isKnown(
  file: string,
  { what, hint }: NonNullable<ReturnType<typeof knownFile>>,
): AutofitError {
  return new AutofitError('NO_TABLE', `${file} is ${what}, not a table.`, { file, hint });
}

function isPage(source: string): AutofitError {
  return new AutofitError('IS_PAGE', `${source} is a web page (HTML), not a table.`, {
    file: source,
    hint: 'Download the file that the page links to.',
  });
}

/** What was thrown while a place was read, as a mistake where it is one. */
export function readingMistake(thrown: unknown, source: string): unknown {
  const { code } = thrown as NodeJS.ErrnoException;
  if (code !== 'Z_BUF_ERROR' && code !== 'Z_DATA_ERROR')
    return outOfMemory(fileMistake(thrown, source));
  return new AutofitError('BAD_GZIP', `${source} cannot be unpacked: ${errorMessage(thrown)}.`, {
    file: source,
    hint: 'The file is cut off or damaged: pack or download it again.',
  });
}
