import type { PredictorState } from '../predictor/predictor-state.js';
import type { PredictProgress } from '../predictor/table-reader.js';
import { objectPoints } from '../schema/object-points.js';
import { featureColumns, type Schema } from '../schema/schema.js';
import { settleSchema } from '../schema/settle-schema.js';
import { toldName } from '../schema/told-name.js';
import type { RawColumn, RawTable } from '../table/raw-table.js';
import type { TableBlock, TableBlocks } from '../table/table-block.js';
import type { BatchAnswer, WrittenRows } from './batch-block.js';
import type { BatchFormat } from './batch-format.js';
import { openBatchThreads } from './batch-threads.js';
import { createBatchTotals } from './batch-totals.js';

/** What is written block by block, and in the end what is to be told of all. */
export type WrittenBlocks = AsyncGenerator<WrittenRows, readonly string[]>;

/** How a table of many blocks is predicted. */
export interface BlocksAsked {
  readonly state: PredictorState;
  readonly workers: number;
  readonly format: BatchFormat;
  readonly force: boolean;
  readonly images: string | undefined;
  readonly source: string;
  readonly tell: ((event: PredictProgress) => void) | undefined;
  /** How much of the source was read, in [0, 1], where that is known. */
  readonly share: () => number | undefined;
}

/**
 * Predicts blocks in their order, several at once: the first one settles how all cells are written, and each other one is judged by
 * that. No more blocks are read than are worked on and wait for their turn. Throws an AutofitError as for a table as a whole.
 */
export async function* predictBlocks(
  { state, workers, format, force, images, source, tell, share }: BlocksAsked,
  first: TableBlock,
  rest: TableBlocks,
  ahead: TableBlock,
): WrittenBlocks {
  const raw = objectPoints(first.table, state.schema);
  const settled = settleSchema(raw, state.schema, { force, label: 'ignored' });
  const totals = createBatchTotals(settled, state.schema, source, force);
  const threads = openBatchThreads(
    { state, settled: settled.schema, force, images, format },
    workers,
  );
  const isBehind = holds(ahead.table);
  const running: Promise<() => WrittenRows>[] = [];
  const start = (block: TableBlock): void => {
    const isFirst = block === first;
    const place = placeOf(block);
    const names = block.table.columns.map(({ name }) => name);
    const wanted = wantedColumns(state.schema, format.copied, names);
    const table = { ...lessened(block.table, wanted), ...(isFirst ? {} : { source: place }) };
    const filled = filledUp(table, state.schema, isFirst ? isBehind : () => true);
    const answer = threads.run({ table: filled, isFirst });
    const done = answer.then((own) => () => taken(own, place, names));
    // What fails behind another that failed is heard by nobody.
    done.catch(() => {});
    running.push(done);
  };
  const taken = (answer: BatchAnswer, place: string, names: readonly string[]): WrittenRows => {
    totals.add(answer, place, names);
    tell?.({ kind: 'predicting', rows: totals.rows(), total: undefined, share: share() });
    return answer.written;
  };
  try {
    start(first);
    start(ahead);
    for (;;) {
      const next = await rest.next();
      if (!next.done) start(next.value);
      while (running.length > (next.done ? 0 : threads.threads)) {
        yield (await (running.shift() as Promise<() => WrittenRows>))();
      }
      if (next.done) return totals.notes(next.value);
    }
  } finally {
    await threads.close();
  }
}

/** What errors call the rows of a block. */
function placeOf({ table, place: { unit, from, to } }: TableBlock): string {
  const [first, last] = [from, to].map((place) => place.toLocaleString('en-US'));
  return `${table.source}, ${unit} ${first} to ${last}`;
}

/** Columns that are read or copied; points may come in parts. */
function wantedColumns(
  schema: Schema,
  copied: readonly string[],
  names: readonly string[],
): ReadonlySet<string> {
  const features = featureColumns(schema).map(({ name }) => name);
  const parts = features.flatMap((name) => [`${name}.type`, `${name}.coordinates`]);
  return new Set([...features, ...parts, ...copied.flatMap((told) => toldName(told, names) ?? [])]);
}

function lessened(table: RawTable, wanted: ReadonlySet<string>): RawTable {
  return { ...table, columns: table.columns.filter(({ name }) => wanted.has(name)) };
}

/** Rows that name their own columns may all lack one that others have; of the first rows, one that those behind them have. */
function filledUp(
  table: RawTable,
  schema: Schema,
  isElsewhere: (name: string) => boolean,
): RawTable {
  if (!table.isOpen) return table;
  const isHeld = holds(table);
  const absent = featureColumns(schema).filter(({ name }) => !isHeld(name) && isElsewhere(name));
  const blank = ({ name }: { readonly name: string }): RawColumn => ({
    kind: 'coded',
    name,
    codes: new Int32Array(table.rows),
    values: [''],
  });
  return { ...table, columns: [...table.columns, ...absent.map(blank)] };
}

/** Tells which columns a table has; points may come in parts. */
function holds({ columns }: RawTable): (name: string) => boolean {
  const names = new Set(columns.map(({ name }) => name));
  return (name) => names.has(name) || names.has(`${name}.type`);
}
