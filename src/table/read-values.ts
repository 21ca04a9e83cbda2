import { AutofitError } from '../util/errors.js';
import type { RawTable } from './raw-table.js';
import { type ColumnValues, readColumns, readRows } from './read-rows.js';
import type { StopReading } from './stop-reading.js';

/**
 * Data that is already in memory: rows, columns, a stream of rows, or a raw table. A row is an object of any type, so that
 * interfaces and classes are.
 */
export type DataValues = readonly object[] | ColumnValues | AsyncIterable<object> | RawTable;

/** Reads data that is already in memory into a raw table; rows no farther than it is told. */
export async function readValues(data: DataValues, stop: StopReading = {}): Promise<RawTable> {
  if (typeof data !== 'object' || data === null) throw noData();
  if (isRawTable(data)) return data;
  if (Array.isArray(data)) return readRows(data as readonly object[], 'the data', stop);
  if (Symbol.asyncIterator in data)
    return readRows(data as AsyncIterable<object>, 'the data', stop);
  return readColumns(data as ColumnValues);
}

function noData(): AutofitError {
  return new AutofitError('NO_DATA', 'There is no data.', {
    hint: 'Give a list of rows, or columns by name.',
  });
}

function isRawTable(data: DataValues): data is RawTable {
  return 'kind' in data && data.kind === 'raw-table';
}
