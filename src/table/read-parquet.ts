import { buffer } from 'node:stream/consumers';
import { hasRoomForWebAssembly } from '../util/address-space.js';
import { AutofitError, errorMessage } from '../util/errors.js';
import type { Row } from './flat-row.js';
import type { Form } from './form.js';
import { readRows } from './read-rows.js';

/** A Parquet file, read as a whole and then one group of rows after another. */
export const parquet: Form = {
  isShownBy: (sample) => sample.toString('latin1', 0, 4) === 'PAR1',
  async read({ stream, source }, options) {
    const bytes = new Uint8Array(await buffer(stream));
    return readRows(rowsOf(bytes.buffer, source), source, options);
  },
};

async function* rowsOf(file: ArrayBuffer, source: string): AsyncGenerator<Row> {
  const { parquetMetadata, parquetReadObjects } = await import('hyparquet');
  const packed = await codecs();
  try {
    const metadata = parquetMetadata(file);
    let rowStart = 0;
    for (const { num_rows: count } of metadata.row_groups) {
      const rowEnd = rowStart + Number(count);
      const rows = await parquetReadObjects({ file, metadata, rowStart, rowEnd, ...packed });
      for (const row of rows) yield withPlainValues(row);
      rowStart = rowEnd;
    }
  } catch (thrown) {
    throw new AutofitError('BAD_PARQUET', `${source} cannot be read: ${errorMessage(thrown)}.`, {
      file: source,
      hint: 'The file is cut off or damaged, or uses a compression that is not known: write it again.',
    });
  }
}

/** What hyparquet cannot unpack by itself, which is all but Snappy; they begin with a WebAssembly memory. */
async function codecs(): Promise<object> {
  if (!hasRoomForWebAssembly()) return {};
  const { compressors } = await import('hyparquet-compressors');
  return { compressors };
}

/** Lists and structures as JSON, whose whole numbers may be larger than JSON's. */
function withPlainValues(row: Row): Row {
  const cells = Object.entries(row).map(([name, value]) => [name, plain(value)] as const);
  return Object.fromEntries(cells);
}

function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return JSON.stringify(value, (_key, own: unknown) => (typeof own === 'bigint' ? `${own}` : own));
}
