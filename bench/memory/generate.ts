import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { randomStream } from '../../src/util/random.js';

export const TASKS = ['binary', 'regression'] as const;
export type Task = (typeof TASKS)[number];

/** Of every five columns the last one holds levels, the one before it whole numbers, the others decimals. */
const PERIOD = 5;
const LEVELS = ['red', 'green', 'blue', 'white', 'black', 'grey', 'pink', 'brown'];
const ROWS_AT_ONCE = 5000;

/** Writes a CSV of so many rows and columns and a label that follows some of them, a block of rows after the other. */
export async function generateRows(
  path: string,
  { rows, columns, task, seed }: { rows: number; columns: number; task: Task; seed: number },
): Promise<void> {
  const random = randomStream(seed, 'bench:memory');
  const stream = createWriteStream(path);
  const names = Array.from({ length: columns }, (_, i) => `x${i}`);
  stream.write(`${[...names, 'y'].join(',')}\n`);
  for (let row = 0; row < rows; row += ROWS_AT_ONCE) {
    let lines = '';
    for (let i = Math.min(ROWS_AT_ONCE, rows - row); i > 0; i--) {
      let signal = 0.5 * random.normal();
      for (let column = 0; column < columns; column++) {
        const [cell, effect] = cellOf(column, random);
        lines += `${cell},`;
        // Each column tells less than the one before it.
        signal += effect / (1 + column / PERIOD);
      }
      lines += task === 'regression' ? signal.toFixed(3) : signal > 0.5 ? 'yes' : 'no';
      lines += '\n';
    }
    if (!stream.write(lines)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}

/** A cell, and what it adds to the label. */
function cellOf(
  column: number,
  random: ReturnType<typeof randomStream>,
): readonly [string | number, number] {
  const kind = column % PERIOD;
  if (kind === PERIOD - 1) {
    const level = random.integer(LEVELS.length);
    return [LEVELS[level] ?? '', level % 3 === 0 ? 0.7 : 0];
  }
  if (kind === PERIOD - 2) {
    const count = random.integer(1000);
    return [count, count > 700 ? 0.6 : 0];
  }
  const value = 2 * random.next() - 1;
  return [(1000 * value).toFixed(4), kind === 0 ? Math.sin(4 * value) : value * value];
}
