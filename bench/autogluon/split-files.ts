import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { type Dataset, fileOf, readingOptions } from '../quality/datasets.js';

/** What is fitted to, and what scores. */
export interface SplitFiles {
  readonly train: string;
  readonly test: string;
}

/** One row of so many scores. */
const PARTS = 5;

/** The files of a data set; or, of its training file alone, four fifths and one fifth of the rows as they are written. */
export function splitFiles(dataset: Dataset, split: string): SplitFiles {
  const train = fileOf(dataset.name, 'train');
  if (split === 'test') return { train, test: fileOf(dataset.name, 'test') };
  // A byte a character, so that any encoding comes out as it went in.
  const records = parse(readFileSync(train, 'latin1'), {
    delimiter: dataset.sep,
    raw: true,
    relax_quotes: true,
    relax_column_count: true,
  }) as unknown as readonly { readonly raw: string; readonly record: readonly string[] }[];
  const [head] = records;
  const hasHeader = readingOptions(dataset.name).length === 0;
  const rows = hasHeader ? records.slice(1) : records;
  // Without a header the label's name is its place, from 1.
  const names = head?.record.map((name) => Buffer.from(name, 'latin1').toString().trim()) ?? [];
  const place = hasHeader ? names.indexOf(dataset.label) : Number(dataset.label) - 1;
  if (place < 0) throw new Error(`${dataset.name}: no column ${dataset.label}`);
  const scores = scoringRows(
    rows.map(({ record }) => record[place] ?? ''),
    dataset.name,
  );
  const folder = mkdtempSync(join(tmpdir(), 'autofit-split-'));
  const write = (name: string, isScored: boolean) => {
    const own = rows.filter((_, row) => scores.has(row) === isScored).map(({ raw }) => ended(raw));
    const path = join(folder, `${name}.csv`);
    const text = [...(hasHeader && head ? [ended(head.raw)] : []), ...own].join('');
    writeFileSync(path, text, 'latin1');
    return path;
  };
  return { train: write('train', false), test: write('test', true) };
}

/** One of so many rows of each label, in an order that the name draws. */
function scoringRows(labels: readonly string[], name: string): ReadonlySet<number> {
  const drawn = labels.map((label, row) => ({ row, key: `${label} ${hashOf(`${name}:${row}`)}` }));
  drawn.sort((a, b) => (a.key < b.key ? -1 : 1));
  return new Set(drawn.filter((_, i) => i % PARTS === PARTS - 1).map(({ row }) => row));
}

function hashOf(text: string): string {
  return createHash('sha256').update(`autofit-inner-v1:${text}`).digest('hex');
}

function ended(raw: string): string {
  return `${raw.replace(/^[\r\n]+|[\r\n]+$/g, '')}\n`;
}
