import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { AutofitError } from '../util/errors.js';
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
  return readCsv(createReadStream(source), source);
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
