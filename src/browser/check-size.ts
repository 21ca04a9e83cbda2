import { isPicturePath } from '../table/picture-cells.js';
import { AutofitError } from '../util/errors.js';
import { formatBytes } from '../util/format-bytes.js';
import type { CarriedData } from './calls.js';

/** Bytes of tables that a tab has room for: their cells, and what is made of them, are in its memory. */
const MOST_BYTES = 5e8;
/** The same of tables that are packed, which are several times as large when they are read. */
const MOST_PACKED = MOST_BYTES / 4;
const PACKED = /\.(?:gz|zip|xlsx|parquet|pq)$/i;

/** Throws an AutofitError for tables that are too large for a page, before a byte of them is read: a tab that has no memory left dies. */
export function checkSize(data: CarriedData): void {
  if (data.kind === 'values') return;
  const tables = data.files.filter(({ path }) => !isPicturePath(path));
  const bytes = sum(tables);
  const packed = sum(tables.filter(({ path }) => PACKED.test(path)));
  if (bytes <= MOST_BYTES && packed <= MOST_PACKED) return;
  const [most, what, size] =
    packed > MOST_PACKED ? [MOST_PACKED, ' packed', packed] : [MOST_BYTES, '', bytes];
  const [first] = tables;
  const name = tables.length === 1 && first ? first.path : `the tables in ${folderOf(tables)}`;
  const verb = tables.length === 1 ? 'has' : 'have';
  throw new AutofitError(
    'FILE_TOO_LARGE',
    `${name} ${verb} ${formatBytes(size)}: a page reads${what} tables of ${formatBytes(most)} at most.`,
    {
      hint: 'Give a part of the rows, or fit on Node: it reads larger ones.',
    },
  );
}

type Files = Extract<CarriedData, { readonly kind: 'files' }>['files'];

function sum(files: Files): number {
  return files.reduce((bytes, { file }) => bytes + file.size, 0);
}

function folderOf([first]: Files): string {
  return first?.path.split('/')[0] ?? '';
}
