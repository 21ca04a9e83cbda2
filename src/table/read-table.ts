import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { AutofitError, errorMessage } from '../util/errors.js';
import type { RawTable } from './raw-table.js';
import { readCsv } from './read-csv.js';
import { type DataValues, readValues } from './read-values.js';

/** A path (`-` is standard input), or data that is already in memory. */
export type DataSource = string | DataValues;

/** Reads any source into lossless columns. Throws an AutofitError for what cannot be read. */
export async function readTable(source: DataSource): Promise<RawTable> {
  if (typeof source !== 'string') return readValues(source);
  if (source === '-') return readCsv(process.stdin, 'standard input');
  await checkFile(source);
  return (await isGzip(source)) ? readGzip(source) : readCsv(createReadStream(source), source);
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(new Uint8Array(2), 0, 2, 0);
    return buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

async function readGzip(path: string): Promise<RawTable> {
  const unpacked = createReadStream(path).pipe(createGunzip());
  try {
    return await readCsv(unpacked, path);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code !== 'Z_BUF_ERROR' && code !== 'Z_DATA_ERROR') throw thrown;
    throw new AutofitError('BAD_GZIP', `${path} cannot be unpacked: ${errorMessage(thrown)}.`, {
      file: path,
      hint: 'The file is cut off or damaged: pack or download it again.',
    });
  }
}

async function checkFile(path: string): Promise<void> {
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
}
