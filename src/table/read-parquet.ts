import { buffer } from 'node:stream/consumers';
import type { SchemaTree } from 'hyparquet';
import { hasRoomForWebAssembly } from '../util/address-space.js';
import { AutofitError, errorMessage } from '../util/errors.js';
import { flatRow } from './flat-row.js';
import type { Form, FormInput, FormOptions } from './form.js';
import { uniqueNames } from './header.js';
import { type ParquetColumn, parquetColumns, writtenPath } from './parquet-columns.js';
import { type PushValues, valuesAsWritten } from './parquet-values.js';
import { NO_RECORDS, type RawTable } from './raw-table.js';
import { isRow } from './read-rows.js';
import { createValueColumn, type ValueColumn } from './value-column.js';

/** A Parquet file, read as a whole and then one group of rows after another, column by column. */
export const parquet: Form = {
  name: 'Parquet',
  uses: [],
  isShownBy: (sample) => sample.toString('latin1', 0, 4) === 'PAR1',
  read: readParquet,
};

async function readParquet(
  { stream, source }: FormInput,
  { signal, shouldStop = () => signal?.aborted ?? false }: FormOptions,
): Promise<RawTable> {
  const file = new Uint8Array(await buffer(stream)).buffer;
  const { parquetMetadata, parquetRead, parquetSchema } = await import('hyparquet');
  const packed = await codecs();
  try {
    const metadata = parquetMetadata(file);
    const asWritten = valuesAsWritten(metadata);
    const leaves = parquetColumns(parquetSchema(metadata), metadata, source);
    const columns = createColumns(leaves, asWritten, source);
    let rows = 0;
    let isCut = false;
    for (const { num_rows: count } of metadata.row_groups) {
      isCut = rows > 0 && shouldStop();
      if (isCut) break;
      const rowEnd = rows + Number(count);
      const onChunk = columns.take;
      await parquetRead({ file, metadata, rowStart: rows, rowEnd, onChunk, ...packed });
      rows = rowEnd;
      // Signals are heard between groups.
      await new Promise((resolve) => setImmediate(resolve));
    }
    return tableOf(columns, source, rows, isCut);
  } catch (thrown) {
    if (thrown instanceof AutofitError) throw thrown;
    throw new AutofitError('BAD_PARQUET', `${source} cannot be read: ${errorMessage(thrown)}.`, {
      file: source,
      hint: 'The file is cut off or damaged, or uses a compression that is not known: write it again.',
    });
  }
}

interface Columns {
  /** Takes values of a column as they come. */
  readonly take: (chunk: {
    readonly columnName: string;
    readonly columnData: ArrayLike<unknown>;
  }) => void;
  readonly byName: ReadonlyMap<string, ValueColumn>;
}

function createColumns(
  leaves: readonly ParquetColumn[],
  asWritten: (column: SchemaTree) => PushValues,
  source: string,
): Columns {
  const byName = new Map(leaves.map(({ path }) => [path, createValueColumn()]));
  const written = new Map(leaves.map(({ path, tree }) => [path, asWritten(tree)]));
  const taken = new Map<string, number>();
  const push = (name: string, before: number, values: ArrayLike<unknown>) => {
    const column = byName.get(name);
    if (!column) return;
    column.pushMissing(before - column.rows());
    written.get(name)?.(column, values);
  };
  const take: Columns['take'] = ({ columnName, columnData }) => {
    const before = taken.get(columnName) ?? 0;
    taken.set(columnName, before + columnData.length);
    if (byName.has(columnName)) return push(columnName, before, columnData);
    for (let i = 0; i < columnData.length; i++) {
      const value = columnData[i];
      const flat = isRow(value) ? flatRow({ [columnName]: value }, source, before + i + 1) : {};
      for (const [name, own] of Object.entries(flat)) push(name, before + i, [own]);
    }
  };
  return { take, byName };
}

function tableOf({ byName }: Columns, source: string, rows: number, isCut: boolean): RawTable {
  if (rows === 0) throw new AutofitError('NO_ROWS', `${source} has no rows.`);
  const { names, repeated, notes } = uniqueNames([...byName.keys()].map(writtenPath));
  const columns = [...byName.values()].map((column, i) => {
    column.pushMissing(rows - column.rows());
    return column.finish(names[i] ?? '');
  });
  return { kind: 'raw-table', source, rows, columns, ...NO_RECORDS, repeated, notes, isCut };
}

type Unpack = (bytes: Uint8Array, length: number) => Uint8Array;

/** What hyparquet cannot unpack by itself, which is all but Snappy; they begin with a WebAssembly memory. */
async function codecs(): Promise<object> {
  if (!hasRoomForWebAssembly()) return {};
  const { compressors } = await import('hyparquet-compressors');
  // LZ4 cannot unpack nothing, as in a column without any value.
  const own = Object.entries(compressors).map(([name, unpack]): [string, Unpack] => [
    name,
    (bytes, length) => (length === 0 ? new Uint8Array(0) : unpack(bytes, length)),
  ]);
  return { compressors: Object.fromEntries(own) };
}
