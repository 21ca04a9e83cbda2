/**
 * Checks what columns are taken for against kinds.json, which holds the kinds of all columns of the bench tables as
 * a reader of the tables put them down. Exits 1 below 98 %.
 *
 *   npm run bench:kinds -- [--json]
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type ColumnKind, inspect } from '../src/index.js';

const LEAST = 0.98;
const FOLDER = process.env.AUTOFIT_BENCH_DATA ?? '../shared/datasets';

interface DatasetInfo {
  readonly name: string;
  readonly label: string;
  readonly task: string;
}

if (!existsSync(FOLDER)) throw new Error(`${FOLDER} is not here: set AUTOFIT_BENCH_DATA`);
const { values: flags } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const infos = JSON.parse(readFileSync(join(FOLDER, 'datasets.json'), 'utf8')) as DatasetInfo[];
const wanted = JSON.parse(readFileSync(new URL('./kinds.json', import.meta.url), 'utf8')) as Record<
  string,
  Partial<Record<ColumnKind, string[]>>
>;

let columns = 0;
const misses: string[] = [];
for (const { name, label, task } of infos) {
  const header = name !== 'abalone';
  const found = await inspect(join(FOLDER, name, 'train.csv'), { label, header });
  if (found.task?.kind !== task) misses.push(`${name}: task ${found.task?.kind}, not ${task}`);
  const kindOf = new Map(found.columns.map((column) => [column.name, column]));
  for (const [kind, names] of Object.entries(wanted[name] ?? {})) {
    for (const column of names) {
      columns++;
      const own = kindOf.get(column);
      if (own?.kind !== kind)
        misses.push(`${name}: ${column} is ${own?.kind}, not ${kind} (${own?.reason})`);
    }
  }
}
const right = (columns - misses.length) / columns;
if (flags.json) console.log(JSON.stringify({ columns, right, misses }, null, 2));
else {
  for (const miss of misses) console.log(miss);
  console.log(
    `${columns - misses.length} of ${columns} columns right (${(100 * right).toFixed(1)} %)`,
  );
}
if (right < LEAST) process.exitCode = 1;
