import { cleanText } from '../util/clean-text.js';
import { countOf } from '../util/count-of.js';
import { AutofitError } from '../util/errors.js';
import { shown } from '../util/shown.js';
import type { StopSignal } from '../util/stop-signal.js';
import { Stopped } from '../util/stopped.js';
import { unlessStopped } from '../util/unless-stopped.js';
import { valueText } from './cell-text.js';
import { flatRow, type Row } from './flat-row.js';
import { uniqueNames } from './header.js';
import { createRawColumnBuilder, type RawColumnBuilder } from './raw-column-builder.js';
import { NO_RECORDS, type RawTable } from './raw-table.js';
import type { StopReading } from './stop-reading.js';
import { withGetters } from './with-getters.js';

/** Columns by name, all of one length. */
export type ColumnValues = Readonly<Record<string, ArrayLike<unknown>>>;
/** Columns of an interface, whose names are its own. */
export type ColumnsOf<T extends object> = object & {
  readonly [Name in keyof T]: ArrayLike<unknown>;
};

/** How values of a program become cells. */
export interface ValueOptions {
  /** Columns whose cells have a decimal comma: numbers are written so too, or 1.234 would be 1234 there. @default none */
  readonly commaColumns?: ReadonlySet<string> | undefined;
}

/** What data in memory may be. */
export const TAKEN = 'Give rows, as a list or any iterable of objects, or columns by name.';

/**
 * Reads rows into a raw table; a column absent from some row is missing there. Throws an AutofitError for what is no row, by its
 * place, of which that of the first row is told.
 */
export async function readRows(
  rows: Iterable<object> | AsyncIterable<object>,
  source = 'the data',
  {
    signal,
    shouldStop = () => signal?.aborted ?? false,
    commaColumns,
  }: StopReading & ValueOptions = {},
  first = 1,
): Promise<RawTable> {
  // Rows that are here already take no time until there are many.
  const arrives = Symbol.asyncIterator in rows;
  const collected = collectRows(source, { commaColumns, first });
  let isCut = false;
  for await (const given of arrives ? untilStopped(rows, signal) : rows) {
    const isTurn = collected.push(given) % ROWS_A_TURN === 0;
    if (isTurn) await turn();
    isCut = isTurn && shouldStop();
    if (isCut) break;
  }
  if (signal?.aborted && arrives) {
    if (collected.isEmpty()) throw new Stopped();
    isCut = true;
  }
  return { ...collected.finish(), isCut };
}

/** The same at once, of rows that are here. */
export function readRowsAtOnce(
  rows: Iterable<object>,
  source = 'the data',
  options: ValueOptions = {},
): RawTable {
  const collected = collectRows(source, options);
  for (const row of rows) collected.push(row);
  return collected.finish();
}

/** Takes rows one after the other. */
function collectRows(
  source: string,
  { commaColumns, first = 1 }: ValueOptions & { readonly first?: number },
) {
  const builders = new Map<string, RawColumnBuilder>();
  let [count, values] = [0, 0];
  return {
    /** Gives how many there are now. */
    push(given: unknown): number {
      if (!isRow(given)) throw noRow(source, count + first, given);
      const row = flatRow(withGetters(given), source, count + first);
      const names = Object.keys(row);
      values += names.length;
      if (count * builders.size > Math.max(FREE_CELLS, CELLS_PER_VALUE * values)) {
        throw tooSparse(source, count, builders.size, values);
      }
      for (const name of names) {
        if (!builders.has(name)) builders.set(name, blankColumn(count));
      }
      for (const [name, builder] of builders) {
        builder.push(Object.hasOwn(row, name) ? textIn(row[name], name, commaColumns) : '');
      }
      count++;
      return count;
    },
    isEmpty: () => count === 0,
    finish(): RawTable {
      return { ...finish(source, count, [...builders]), isOpen: true };
    },
  };
}

/** The rows that arrive before the signal aborts, however long the next one takes. */
async function* untilStopped(
  rows: AsyncIterable<object>,
  signal: StopSignal | undefined,
): AsyncGenerator<object> {
  const waiting = unlessStopped(signal);
  const iterator = rows[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await waiting.for(iterator.next());
      if (next.done) return;
      yield next.value;
    }
  } catch (thrown) {
    if (!(thrown instanceof Stopped)) throw thrown;
  } finally {
    waiting.close();
    // It may be busy with a row that never comes.
    void iterator.return?.();
  }
}

/** Cells that any rows may have, and for each value that they hold. */
const FREE_CELLS = 2 ** 25;
const CELLS_PER_VALUE = 1000;

function tooSparse(source: string, rows: number, columns: number, values: number): AutofitError {
  const found = `${countOf(rows, 'row')} have ${countOf(columns, 'name')} and ${countOf(values, 'value')}`;
  return new AutofitError(
    'TOO_MANY_COLUMNS',
    `${source}: ${found}: nearly all cells are missing.`,
    {
      file: source,
      hint: 'Write what names differ by as a value of a column.',
    },
  );
}

/** Objects whose values have no names of columns. */
const NAMELESS = [Array, Map, Set, Date, Promise, ArrayBuffer];

/** Whether a value has columns by name. */
export function isRow(value: unknown): value is Row {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false;
  return !NAMELESS.some((kind) => value instanceof kind);
}

function noRow(source: string, row: number, found: unknown): AutofitError {
  const what = Array.isArray(found) ? 'a list' : shown(found);
  const hint = ArrayBuffer.isView(found)
    ? 'Of a file, give the path: a stream of its bytes has no rows yet.'
    : 'Each row must hold its values by the names of their columns, such as { age: 31 }.';
  const message = `${source}: row ${row} is ${what}, not an object of values by name.`;
  return new AutofitError('NO_ROW', message, { row, hint });
}

/** Rows between two turns of the event loop, in which timers and signals are heard. */
const ROWS_A_TURN = 10_000;

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

function textIn(value: unknown, name: string, commaColumns?: ReadonlySet<string>): string {
  return valueText(value, commaColumns?.has(cleanText(name)) ?? false);
}

/** Reads columns into a raw table. Throws an AutofitError when their lengths differ. */
export function readColumns(
  values: ColumnValues,
  source = 'the data',
  { commaColumns }: ValueOptions = {},
): RawTable {
  const entries = Object.entries(values);
  if (entries.length === 0) throw noColumns(values);
  const rows = entries[0]?.[1].length ?? 0;
  const columns = entries.map(([name, cells]) => {
    if (typeof cells !== 'object' || cells === null || cells.length === undefined) {
      throw new AutofitError(
        'NO_COLUMN_VALUES',
        `"${name}" holds one value, not a column of them.`,
        {
          hint: 'Give a list of rows, such as [{ … }], or columns of equal length.',
        },
      );
    }
    if (cells.length !== rows) {
      const lengths = `"${name}" has ${cells.length} values, "${entries[0]?.[0]}" has ${rows}`;
      throw new AutofitError('UNEVEN_COLUMNS', `Columns differ in length: ${lengths}.`);
    }
    const builder = createRawColumnBuilder();
    for (let row = 0; row < rows; row++) builder.push(textIn(cells[row], name, commaColumns));
    return [name, builder] as const;
  });
  return finish(source, rows, columns);
}

function noColumns(found: object): AutofitError {
  return new AutofitError('NO_DATA', `The data is ${shown(found)}, which holds no columns.`, {
    hint: found instanceof Promise ? `Await it first. ${TAKEN}` : TAKEN,
  });
}

function blankColumn(rows: number): RawColumnBuilder {
  const builder = createRawColumnBuilder();
  for (let row = 0; row < rows; row++) builder.push('');
  return builder;
}

function finish(
  source: string,
  rows: number,
  builders: readonly (readonly [name: string, builder: RawColumnBuilder])[],
): RawTable {
  if (rows === 0) {
    throw new AutofitError(
      'NO_ROWS',
      `${source === 'the data' ? 'The data' : source} has no rows.`,
    );
  }
  // Names may be the same once blanks around them are gone.
  const { names, repeated, notes } = uniqueNames(builders.map(([name]) => cleanText(name)));
  const columns = builders.map(([, builder], i) => builder.finish(names[i] ?? ''));
  return { kind: 'raw-table', source, rows, columns, ...NO_RECORDS, repeated, notes };
}
