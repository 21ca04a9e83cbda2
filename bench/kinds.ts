/**
 * Checks what columns are taken for against kinds.json, where a reader put down what they are: `tables`, the columns of the
 * bench tables by kind, and `columns`, cells as people write them, by field, each with its kind and, where it tells
 * something, what `inspect` has to say of its values. Exits 1 below 99 % of the former or 97 % of the latter.
 *
 *   npm run bench:kinds -- [--json]
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type ColumnKind, inspect } from '../src/index.js';

const LEAST = { tables: 0.99, columns: 0.97 } as const;
const FOLDER = process.env.AUTOFIT_BENCH_DATA ?? '../shared/datasets';
/** Rows of a column of cells, which come again and again. */
const ROWS = 120;

interface DatasetInfo {
  readonly name: string;
  readonly label: string;
  readonly task: string;
}

/** A column of cells, repeated up to 120 rows unless there are more, and what is right. */
interface JudgedColumn {
  readonly name: string;
  readonly cells: readonly string[];
  readonly kind: ColumnKind;
  /** What the summary of `inspect` holds. */
  readonly summary?: string;
  /** What the reason holds: the reading, a doubt that has to be told. */
  readonly reason?: string;
}

interface Wanted {
  readonly tables: Readonly<Record<string, Partial<Record<ColumnKind, readonly string[]>>>>;
  readonly columns: Readonly<Record<string, readonly JudgedColumn[]>>;
}

interface Score {
  columns: number;
  readonly misses: string[];
}

if (!existsSync(FOLDER)) throw new Error(`${FOLDER} is not here: set AUTOFIT_BENCH_DATA`);
const { values: flags } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const infos = JSON.parse(readFileSync(join(FOLDER, 'datasets.json'), 'utf8')) as DatasetInfo[];
const path = new URL('./kinds.json', import.meta.url);
const wanted = JSON.parse(readFileSync(path, 'utf8')) as Wanted;

const scores = { tables: await judgeTables(), columns: await judgeColumns() };
if (flags.json) console.log(JSON.stringify(scores, null, 2));
for (const [name, { columns, misses }] of Object.entries(scores)) {
  const right = 1 - misses.length / columns;
  if (right < LEAST[name as keyof typeof LEAST]) process.exitCode = 1;
  if (flags.json) continue;
  for (const miss of misses) console.log(miss);
  const share = `${(100 * right).toFixed(1)} %`;
  console.log(`${name}: ${columns - misses.length} of ${columns} columns right (${share})`);
}

async function judgeTables(): Promise<Score> {
  const score: Score = { columns: 0, misses: [] };
  for (const { name, label, task } of infos) {
    const header = name !== 'abalone';
    const found = await inspect(join(FOLDER, name, 'train.csv'), { label, header });
    const kindOf = new Map(found.columns.map((column) => [column.name, column]));
    if (found.task?.kind !== task) score.misses.push(`${name}: task ${found.task?.kind}`);
    for (const [kind, names] of Object.entries(wanted.tables[name] ?? {})) {
      for (const column of names) {
        score.columns++;
        const own = kindOf.get(column);
        if (own?.kind === kind) continue;
        score.misses.push(`${name}: ${column} is ${own?.kind}, not ${kind} (${own?.reason})`);
      }
    }
  }
  return score;
}

async function judgeColumns(): Promise<Score> {
  const score: Score = { columns: 0, misses: [] };
  for (const [field, columns] of Object.entries(wanted.columns)) {
    for (const { name, cells, kind, summary = '', reason = '' } of columns) {
      score.columns++;
      const rows = Math.max(ROWS, cells.length);
      const all = Array.from({ length: rows }, (_, row) => cells[row % cells.length] ?? '');
      const beside = all.map((_, row) => `${(row * 37) % 101}.5`);
      const found = await inspect({ [name]: all, beside });
      const own = found.columns[0];
      const isRight = own?.kind === kind && own.summary.includes(summary);
      if (isRight && own.reason.includes(reason)) continue;
      const seen = `${own?.kind}: ${own?.summary} (${own?.reason})`;
      score.misses.push(
        `${field}: ${name}, "${cells[0]}", is ${seen}, not ${kind} ${summary} ${reason}`,
      );
    }
  }
  return score;
}
