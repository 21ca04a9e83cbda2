import { AutofitError } from '../util/errors.js';
import { shown } from '../util/shown.js';
import type { RawTable } from './raw-table.js';
import { type ColumnValues, readColumns, readRows, TAKEN, type ValueOptions } from './read-rows.js';
import type { ReadingOptions } from './reading-options.js';
import type { StopReading } from './stop-reading.js';
import { unusedOptions } from './unused-options.js';

/**
 * Data that is already in memory: rows that are listed, generated or still to arrive, columns, or a raw table. A row is an
 * object of any type, so that interfaces and classes are.
 */
export type DataValues = Iterable<object> | AsyncIterable<object> | ColumnValues | RawTable;

/** Reads data that is already in memory into a raw table; rows no farther than it is told. */
export async function readValues(
  data: DataValues,
  options: StopReading & ReadingOptions & ValueOptions = {},
): Promise<RawTable> {
  if (typeof data !== 'object' || data === null) throw noData(data);
  const { delimiter, quote, sheet } = options;
  const unused = unusedOptions('data in memory', [], { delimiter, quote, sheet });
  const table = isRawTable(data) ? data : { ...(await readData(data, options)), isInMemory: true };
  return unused.length === 0 ? table : { ...table, notes: [...table.notes, ...unused] };
}

async function readData(
  data: Exclude<DataValues, RawTable>,
  options: StopReading & ValueOptions,
): Promise<RawTable> {
  if (data instanceof Map) throw isMap();
  if (isIterable(data)) return readRows(data, 'the data', options);
  return readColumns(data, 'the data', options);
}

function isIterable(data: DataValues): data is Iterable<object> | AsyncIterable<object> {
  return Symbol.iterator in data || Symbol.asyncIterator in data;
}

function noData(given: unknown): AutofitError {
  const message = given == null ? 'There is no data.' : `Data cannot be ${shown(given)}.`;
  return new AutofitError('NO_DATA', message, { hint: TAKEN });
}

function isMap(): AutofitError {
  return new AutofitError('NO_DATA', 'The data is a Map, which is neither rows nor columns.', {
    hint: 'Of columns by name make an object: Object.fromEntries(map); of rows a list: [...map.values()].',
  });
}

function isRawTable(data: DataValues): data is RawTable {
  return 'kind' in data && data.kind === 'raw-table';
}
