import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { fit } from '../../src/index.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

/** What spreadsheets take for formulas, pages for markup, terminals for orders, systems for places. */
const CELLS = [
  '=cmd()|x',
  '+1+1',
  '-2+cmd',
  '@SUM(1)',
  '\t=1',
  '<b>',
  '\u001b[2J',
  '\u202eb',
  '../../x',
  'CON',
  'a"b',
  'c,d',
];
const CLASSES = ['=yes(),1', '-3"\n+x'];

test('predictions as CSV hold hostile cells, classes and names as they are, each in its place', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => ({
    '=id()': CELLS[i % CELLS.length] ?? '',
    size: i % 20,
    '@kind,': CLASSES[i % 20 < 10 ? 0 : 1] ?? '',
  }));
  const types = { '@kind,': 'categorical', '=id()': 'categorical' } as const;
  const options = { label: '@kind,', trials: 1, models: ['linear'], workers: 1, folds: 2, types };
  const predictor = await fit(rows, options);
  const quoted = (cell: unknown) => `"${String(cell).replaceAll('"', '""')}"`;
  const lines = [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))];
  const data = folder.write('data.csv', lines.map((line) => line.map(quoted).join(',')).join('\n'));
  const out = folder.at('predicted.csv');
  await predictor.predictFile(data, out, { with: ['=id()'], proba: true });
  const [head, ...read] = parse(readFileSync(out, 'utf8')) as string[][];
  const names = predictor.info.classes.map((name) => `proba_${name}`);
  expect(head).toEqual(['=id()', '@kind,', ...names]);
  expect(read.map(([id]) => id?.trim())).toEqual(rows.map((row) => row['=id()'].trim()));
  for (const [, kind = '', ...chances] of read) {
    expect(CLASSES).toContain(kind);
    expect(chances.map(Number).every((chance) => chance >= 0 && chance <= 1)).toBe(true);
  }
});

test('numbers below 0 are numbers', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => ({ size: i % 20, price: -3 - (i % 20) }));
  const own = { label: 'price', trials: 1, models: ['linear'], workers: 1, folds: 2 };
  const predictor = await fit(rows, own);
  const data = folder.write('numbers.csv', `size\n${rows.map(({ size }) => size).join('\n')}\n`);
  const out = folder.at('numbers-out.csv');
  await predictor.predictFile(data, out);
  const [, ...lines] = readFileSync(out, 'utf8').trim().split('\n');
  expect(lines.every((line) => /^-\d+(\.\d+)?$/.test(line))).toBe(true);
});
