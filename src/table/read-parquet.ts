import { open } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { AsyncBuffer, SchemaTree } from 'hyparquet';
import { hasRoomForWebAssembly } from '../util/address-space.js';
import { AutofitError, errorMessage } from '../util/errors.js';
import { greatestOf } from '../util/extremes.js';
import { checkGroup, checkTotal, type Unpackers } from './check-parquet.js';
import type { Form, FormInput, FormOptions } from './form.js';
import { uniqueNames } from './header.js';
import { type ParquetColumn, parquetColumns, valueInside, writtenPath } from './parquet-columns.js';
import { checkedFooter } from './parquet-footer.js';
import { type PushValues, valuesAsWritten } from './parquet-values.js';
import { rawRows } from './raw-rows.js';
import { NO_RECORDS, type RawTable } from './raw-table.js';
import type { BlockSize, TableBlocks } from './table-block.js';
import { createValueColumn, type ValueColumn } from './value-column.js';

/** A Parquet file, read one group of rows after another, column by column; of what is no plain file, all bytes first. */
export const parquet: Form = {
  name: 'Parquet',
  uses: [],
  isShownBy: (sample) => sample.toString('latin1', 0, 4) === 'PAR1',
  read: readParquet,
  readBlocks: parquetBlocks,
};

async function readParquet(
  { stream, source }: FormInput,
  { signal, shouldStop = () => signal?.aborted ?? false, commaColumns }: FormOptions,
): Promise<RawTable> {
  const file = new Uint8Array(await buffer(stream)).buffer;
  try {
    const parquet = await openParquet(file, source, commaColumns);
    const columns = parquet.columns();
    let rows = 0;
    let isCut = false;
    for (const [group, count] of parquet.groups.entries()) {
      isCut = rows > 0 && shouldStop();
      if (isCut) break;
      await parquet.read(group, rows, columns);
      rows += count;
    }
    return tableOf(columns, source, rows, isCut);
  } catch (thrown) {
    throw damaged(thrown, source);
  }
}

/** Groups of rows are read together as far as a block has room; of a larger one its blocks are parts. */
async function* parquetBlocks(
  { stream, source, file }: FormInput,
  { commaColumns }: FormOptions,
  size: BlockSize,
): TableBlocks {
  const ranges = file && (await openRanges(file.path, file.bytes));
  try {
    const parquet = await openParquet(
      ranges ?? new Uint8Array(await buffer(stream)).buffer,
      source,
      commaColumns,
    );
    const most = Math.max(1, Math.min(size.rows, Math.floor(size.bytes / parquet.rowBytes)));
    let [group, read, given] = [0, 0, 0];
    let notes: readonly string[] = [];
    for (const groups of groupsTogether(parquet.groups, most)) {
      const columns = parquet.columns();
      for (const count of groups) {
        await parquet.read(group++, read, columns);
        read += count;
      }
      const table = tableOf(columns, source, read - given, false);
      notes = table.notes;
      for (let from = 0; from < table.rows; from += most) {
        const to = Math.min(table.rows, from + most);
        const place = { unit: 'rows', from: given + from + 1, to: given + to } as const;
        const own = to - from === table.rows ? table : rawRows(table, from, to);
        yield { table: { ...own, notes: [] }, place };
      }
      given = read;
    }
    return notes;
  } catch (thrown) {
    throw damaged(thrown, source);
  } finally {
    await ranges?.close();
  }
}

/** Rows of groups that follow each other and have at most so many together, or of one that has more; of no groups, none. */
function groupsTogether(groups: readonly number[], most: number): readonly (readonly number[])[] {
  const all: number[][] = [[]];
  let rows = 0;
  for (const count of groups) {
    if (rows > 0 && rows + count > most) {
      all.push([]);
      rows = 0;
    }
    all.at(-1)?.push(count);
    rows += count;
  }
  return all;
}

interface OpenParquet {
  /** The rows of each group. */
  readonly groups: readonly number[];
  /** Bytes of a row, unpacked. */
  readonly rowBytes: number;
  /** Columns without cells. */
  columns(): Columns;
  /** Reads a group's rows, which begin at this one, behind those of the columns. Throws where its pages lie. */
  read(group: number, rowStart: number, columns: Columns): Promise<void>;
}

async function openParquet(
  file: AsyncBuffer | ArrayBuffer,
  source: string,
  commaColumns: FormOptions['commaColumns'],
): Promise<OpenParquet> {
  const { parquetMetadata, parquetRead, parquetSchema } = await import('hyparquet');
  const compressors = await codecs();
  const metadata = parquetMetadata(await checkedFooter(file, source));
  checkTotal(metadata, file.byteLength);
  const schema = parquetSchema(metadata);
  const leaves = parquetColumns(schema, metadata, source);
  const asWritten = valuesAsWritten(
    metadata,
    leaves.map(({ tree }) => tree),
  );
  const groups = metadata.row_groups.map(({ num_rows: count, columns }) => {
    const isHeld = columns.every(({ meta_data: own }) => !own || own.num_values >= count);
    if (!Number.isSafeInteger(Number(count)) || Number(count) < 0 || !isHeld) {
      throw new Error(`it tells of ${count} rows and has not as many values`);
    }
    return Number(count);
  });
  const bytes = metadata.row_groups.reduce((sum, group) => sum + Number(group.total_byte_size), 0);
  const rows = groups.reduce((sum, count) => sum + count, 0);
  return {
    groups,
    rowBytes: Math.max(1, bytes / Math.max(1, rows)),
    columns: () => createColumns(leaves, asWritten, commaColumns),
    async read(group, rowStart, { take, most }) {
      const own = metadata.row_groups[group];
      if (!own) throw new Error(`there is no group ${group}`);
      await checkGroup(file, own, schema, compressors);
      const count = groups[group] ?? 0;
      const rowEnd = rowStart + count;
      const before = most();
      const which = { file, metadata, rowStart, rowEnd, utf8: false };
      const { onChunk, check } = heard(take);
      await parquetRead({ ...which, onChunk, compressors });
      check();
      if (most() > before + count)
        throw new Error('a column has more values than its group has rows');
      // Signals are heard between groups.
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

/** A file of which only what is asked for is read. */
async function openRanges(
  path: string,
  byteLength: number,
): Promise<AsyncBuffer & { close(): Promise<void> }> {
  const file = await open(path, 'r');
  return {
    byteLength,
    async slice(start, end = byteLength) {
      const from = start < 0 ? byteLength + start : start;
      const bytes = new Uint8Array(Math.max(0, end - from));
      for (let done = 0; done < bytes.length; ) {
        const { bytesRead } = await file.read(bytes, done, bytes.length - done, from + done);
        if (bytesRead === 0) throw new Error('it ends early');
        done += bytesRead;
      }
      return bytes.buffer;
    },
    close: () => file.close(),
  };
}

function damaged(thrown: unknown, source: string): AutofitError {
  if (thrown instanceof AutofitError) return thrown;
  return new AutofitError('BAD_PARQUET', `${source} cannot be read: ${errorMessage(thrown)}.`, {
    file: source,
    hint: 'The file is cut off or damaged, or uses a compression that is not known: write it again.',
  });
}

interface Columns {
  /** Takes values of a column as they come. */
  readonly take: (chunk: {
    readonly columnName: string;
    readonly columnData: ArrayLike<unknown>;
  }) => void;
  readonly byName: ReadonlyMap<string, ValueColumn>;
  /** The most values of a column so far. */
  readonly most: () => number;
}

/** What takes values, and what throws as that has thrown: nobody hears it where the file's library calls back. */
function heard(take: Columns['take']) {
  const thrown: unknown[] = [];
  const onChunk: Columns['take'] = (chunk) => {
    if (thrown.length > 0) return;
    try {
      take(chunk);
    } catch (mistake) {
      thrown.push(mistake);
    }
  };
  const check = () => {
    if (thrown.length > 0) throw thrown[0];
  };
  return { onChunk, check };
}

function createColumns(
  leaves: readonly ParquetColumn[],
  asWritten: (column: SchemaTree) => PushValues,
  commaColumns: FormOptions['commaColumns'],
): Columns {
  const { names } = uniqueNames(leaves.map(({ path }) => writtenPath(path)));
  const hasComma = (place: number) => commaColumns?.has(names[place] ?? '');
  const byName = new Map(leaves.map(({ path }, i) => [path, createValueColumn(hasComma(i))]));
  const written = new Map(leaves.map(({ path, tree }) => [path, asWritten(tree)]));
  const inside = new Map<string, ParquetColumn[]>(
    leaves.map(({ names: [name = ''] }) => [name, []]),
  );
  for (const leaf of leaves) inside.get(leaf.names[0] ?? '')?.push(leaf);
  const taken = new Map<string, number>();
  const take: Columns['take'] = ({ columnName, columnData }) => {
    const before = taken.get(columnName) ?? 0;
    taken.set(columnName, before + columnData.length);
    for (const leaf of inside.get(columnName) ?? []) {
      const column = byName.get(leaf.path);
      if (!column) continue;
      column.pushMissing(before - column.rows());
      const isPlain = leaf.names.length === 1;
      const values = isPlain ? columnData : Array.from(columnData, (own) => valueInside(own, leaf));
      written.get(leaf.path)?.(column, values);
    }
  };
  return { take, byName, most: () => greatestOf([0, ...taken.values()]) };
}

function tableOf({ byName }: Columns, source: string, rows: number, isCut: boolean): RawTable {
  if (rows === 0) throw new AutofitError('NO_ROWS', `${source} has no rows.`);
  const { names, repeated, notes } = uniqueNames([...byName.keys()].map(writtenPath));
  const columns = [...byName.values()].map((column, i) => {
    column.pushMissing(rows - column.rows());
    return column.finish(names[i] ?? '');
  });
  const found = { source, rows, columns, ...NO_RECORDS, repeated, notes, isCut };
  return { kind: 'raw-table', ...found, hasMoments: true };
}

type Unpack = Unpackers[string];

/** By codec; without room for their WebAssembly memory Snappy alone, which hyparquet unpacks by itself. */
async function codecs(): Promise<Unpackers> {
  if (!hasRoomForWebAssembly()) return { SNAPPY: await plainSnappy() };
  const { compressors } = await import('hyparquet-compressors');
  // LZ4 cannot unpack nothing, as in a column without any value.
  const own = Object.entries(compressors).map(([name, unpack]): [string, Unpack] => [
    name,
    (bytes, length) => (length === 0 ? new Uint8Array(0) : unpack(bytes, length)),
  ]);
  return Object.fromEntries(own);
}

async function plainSnappy(): Promise<Unpack> {
  const { snappyUncompress } = await import('hyparquet');
  return (bytes, length) => {
    const plain = new Uint8Array(length);
    snappyUncompress(bytes, plain);
    return plain;
  };
}
