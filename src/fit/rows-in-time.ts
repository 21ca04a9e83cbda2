import type { Settings } from '../options/options.js';
import type { OpenMembers } from '../predictor/open-members.js';
import type { Table } from '../table/table.js';
import { takeRows } from '../table/take-rows.js';
import { now } from '../util/clock.js';
import { permutation, randomStream } from '../util/random.js';

/** Rows whose prediction is timed; so many are always scored. */
const TIMED_ROWS = 1000;
/** Of the time that is left, what scoring may take: the file is still to be written. */
const SHARE = 0.6;
/** Seconds for it after an interrupt. */
const AFTER_INTERRUPT = 0.5;

/**
 * The rows that can be scored in the time that is left: of a table that is too large a part, drawn by the seed and told of.
 */
export function rowsInTime(
  predict: OpenMembers,
  table: Table,
  { budget, seed, signal, onProgress }: Settings,
  startedAt: number,
): Table {
  const { timeLimit } = budget;
  const isBound = timeLimit !== undefined || signal?.aborted;
  if (!isBound || table.rows <= TIMED_ROWS) return table;
  const order = permutation(randomStream(seed, 'test'), table.rows);
  const part = (rows: number) => takeRows(table, order.slice(0, rows).sort(), allocate);
  const timed = part(TIMED_ROWS);
  const started = now();
  predict(timed);
  const perRow = (now() - started) / TIMED_ROWS;
  const left = signal?.aborted
    ? AFTER_INTERRUPT * 1000
    : SHARE * (startedAt + (timeLimit ?? 0) * 1000 - now());
  const rows = Math.max(TIMED_ROWS, Math.floor(left / perRow));
  if (rows >= table.rows) return table;
  const counts = `${rows.toLocaleString('en-US')} of ${table.rows.toLocaleString('en-US')} rows`;
  const message = `the test score is of ${counts}, for lack of time; \`evaluate\` scores all of them`;
  onProgress({ kind: 'note', message });
  return part(rows);
}

function allocate(bytes: number): ArrayBuffer {
  return new ArrayBuffer(bytes);
}
