import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { AutofitError, errorMessage } from '../util/errors.js';
import { peek } from './peek.js';
import { createZipCheck, type ZipEntry, zipSums } from './zip-sums.js';

/** What was packed, and bytes behind it that are the same as in the file only if nothing was. */
export interface Unpacked {
  readonly stream: Readable;
  readonly isPacked: boolean;
}

/** Files that systems add to an archive. */
const NOT_MEANT = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$)|\/$/;
/** What else files are packed by, as their first bytes say. */
const OTHERS = [
  { name: 'Zstandard', start: [0x28, 0xb5, 0x2f, 0xfd] },
  { name: 'xz', start: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0] },
  { name: 'bzip2', start: [0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59] },
  { name: '7-Zip', start: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
] as const;
const WORKBOOK = 'xl/workbook.xml';
/** Of an archive, each of which may unpack to a thousand times as many bytes. */
const SLICE = 1 << 14;

/** Takes gzip, or a ZIP archive with one file inside, off a stream; an Excel workbook stays as it is. */
export async function unpack(input: Readable, source: string): Promise<Unpacked> {
  const { sample, stream } = await peek(input);
  if (sample[0] === 0x1f && sample[1] === 0x8b) {
    const gunzip = createGunzip();
    stream.on('error', (error) => gunzip.destroy(error));
    return { stream: stream.pipe(gunzip), isPacked: true };
  }
  const other = OTHERS.find(({ start }) => start.every((byte, i) => sample[i] === byte));
  if (other) throw otherPacking(source, other.name);
  const isArchive = sample.toString('latin1', 0, 4) === 'PK\x03\x04';
  return isArchive ? unzip(await buffer(stream), source) : { stream, isPacked: false };
}

async function unzip(archive: Buffer, source: string): Promise<Unpacked> {
  const entries = await entriesIn(archive, source);
  const isWorkbook = entries.some(({ name }) => name === WORKBOOK);
  if (isWorkbook) return { stream: Readable.from([archive], BYTES), isPacked: true };
  const meant = entries.filter(({ name }) => !NOT_MEANT.test(name));
  if (meant.length !== 1 || meant[0] === undefined) throw notOne(source, meant);
  return { stream: Readable.from(fileIn(archive, meant[0], source), BYTES), isPacked: true };
}

const BYTES = { objectMode: false } as const;

async function entriesIn(archive: Uint8Array, source: string): Promise<ZipEntry[]> {
  const { unzipSync } = await import('fflate');
  const sums = zipSums(archive);
  const entries: ZipEntry[] = [];
  try {
    unzipSync(archive, {
      filter({ name, originalSize }) {
        entries.push({ name, originalSize, sum: sums[entries.length] });
        return false;
      },
    });
  } catch (thrown) {
    throw damaged(source, thrown);
  }
  return entries;
}

/** The bytes of a file, piece by piece, so that timers and signals are heard meanwhile. */
async function* fileIn(archive: Buffer, entry: ZipEntry, source: string): AsyncGenerator<Buffer> {
  const { Unzip, UnzipInflate } = await import('fflate');
  const check = createZipCheck(entry);
  const found: Buffer[] = [];
  const unzip = new Unzip((file) => {
    if (file.name !== entry.name) return;
    file.ondata = (error, bytes) => {
      if (error) throw error;
      check.take(bytes);
      found.push(Buffer.from(bytes));
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for (let at = 0; at < archive.length; at += SLICE) {
    const isLast = at + SLICE >= archive.length;
    try {
      unzip.push(archive.subarray(at, at + SLICE), isLast);
      if (isLast) check.end();
    } catch (thrown) {
      throw damaged(source, thrown);
    }
    yield* found.splice(0);
  }
}

function damaged(source: string, thrown: unknown): AutofitError {
  return new AutofitError('BAD_ZIP', `${source} cannot be unpacked: ${errorMessage(thrown)}.`, {
    file: source,
    hint: 'The archive is cut off or damaged, or packed in another way than deflate: pack it again.',
  });
}

function otherPacking(source: string, name: string): AutofitError {
  return new AutofitError('OTHER_PACKING', `${source} is packed by ${name}, which is not read.`, {
    file: source,
    hint: 'Unpack it, or pack it by gzip.',
  });
}

function notOne(source: string, entries: readonly ZipEntry[]): AutofitError {
  const names = entries.map(({ name }) => name);
  const shown = names.slice(0, 5).join(', ');
  const what =
    names.length === 0
      ? 'no file'
      : `${names.length} files (${shown}${names.length > 5 ? ', …' : ''})`;
  return new AutofitError('IS_ARCHIVE', `${source} is a ZIP archive of ${what}, not of one.`, {
    file: source,
    hint: 'Unpack it, and name the file, or a folder of files with the same columns.',
  });
}
