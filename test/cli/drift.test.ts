import { beforeAll, expect, test, vi } from 'vitest';
import { diagnosisText } from '../../src/cli/doctor.js';
import { driftText } from '../../src/cli/drift-text.js';
import { describeDrift } from '../../src/drift/describe-drift.js';
import { fit } from '../../src/fit/fit.js';
import type { Diagnosis } from '../../src/index.js';
import { loadPredictor } from '../../src/run/predictor-file.js';
import { drawRows } from '../fixtures/drift-rows.js';
import { csvOf } from '../fixtures/rows.js';
import { runHere } from '../fixtures/run-here.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const run = folder.at('run');
const columns = ['size', 'age', 'rooms', 'city', 'street', 'sold', 'day', 'tags', 'price'];
const same = folder.write('same.csv', csvOf(drawRows(200, 5), columns));
const changed = drawRows(200, 5, (row, i) => ({
  ...row,
  size: Number(row.size) + 2,
  city: i % 3 === 0 ? 'Par\u001b[31mis' : row.city,
  price: Number(row.price) - 20,
}));
const moved = folder.write('moved.csv', csvOf(changed, columns));

beforeAll(async () => {
  const train = folder.write('train.csv', csvOf(drawRows(400, 1), columns));
  const options = { label: 'price', trials: 1, workers: 1, models: ['linear'], report: false };
  await fit(train, { ...options, out: run });
});

test('rows like those of training exit with 0, mistakes with 2', async () => {
  const fine = await runHere(['drift', run, same, '-j', '1']);
  expect(fine.code).toBe(0);
  expect(fine.stdout).toMatch(/^200 rows beside 400 of training: no drift\n/);
  const lacking = await runHere(['drift', run, folder.write('lacking.csv', 'size\n1\n')]);
  expect(lacking.code).toBe(2);
  expect(lacking.stderr).toContain('lacks the column(s) "age"');
  const wrong = await runHere(['drift', run, same, '--threshold', '-1']);
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('--threshold cannot be -1.');
});

test('others exit with 3, and --json prints one document of the facts', async () => {
  const { code, stdout, stderr } = await runHere(['drift', run, moved, '--json', '-q', '-j', '1']);
  expect([code, stderr]).toEqual([3, '']);
  const predictor = await loadPredictor(run, { workers: 1 });
  const drift = await predictor.drift(moved);
  expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(drift)));
});

test('what may move is left out, a high threshold takes nothing for drift', async () => {
  const larger = drawRows(200, 5, (row) => ({ ...row, size: Number(row.size) + 2 }));
  const data = folder.write('larger.csv', csvOf(larger, columns.slice(0, -1)));
  const options = ['--ignore', 'size,city', '--threshold', '9', '-q', '-j', '1'];
  const { code, stdout } = await runHere(['drift', run, data, ...options]);
  expect(code).toBe(0);
  expect(stdout).not.toMatch(/^\w+ {2}size /m);
});

test('a line of the table is never wider than a terminal, and the worst stands first', async () => {
  const drift = await (await loadPredictor(run, { workers: 1 })).drift(moved);
  const text = driftText(drift, { describeDrift, describeMetric: (metric) => metric }, 80);
  expect(text).toMatch(/drifted,\s+and\s+scores\s+are\s+worse\n/);
  expect(text).toMatch(/^drifted {2}size /m);
  expect(text).not.toContain('\u001b');
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  const [, table = ''] = text.split('\n\n');
  const rows = table.split('\n').filter((line) => /^\w/.test(line));
  const names = rows.map((line) => line.split(/ +/)[1]);
  expect(names.slice(0, 2).sort()).toEqual(['city', 'size']);
});

test('doctor prints a line a finding, or one document with --json', async () => {
  const json = await runHere(['doctor', '--json']);
  const { works, findings } = JSON.parse(json.stdout) as Diagnosis;
  expect(works).toBe(true);
  for (const { name, status, found } of findings) {
    expect([typeof name, typeof status, typeof found]).toEqual(['string', 'string', 'string']);
  }
  expect((await runHere(['doctor', '--sjon'])).code).toBe(2);
});

test('doctor in a folder that was removed exits with 1 and says what to do', async () => {
  const removed = vi.spyOn(process, 'cwd').mockReturnValue(folder.at('removed'));
  const { code, stdout } = await runHere(['doctor']);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^ok +Node +\d+\.\d+\.\d+\n/);
  expect(stdout).toMatch(/^fail +folder +\S+removed cannot be written to/m);
  expect(stdout).toContain('--out');
  expect(stdout).toContain('What is marked fail is needed and does not work.');
  removed.mockRestore();
});

test('what is to be done stands below, wrapped, in the words of the command line', () => {
  const findings = [
    { name: 'a', status: 'warn', found: 'x '.repeat(60).trim(), advice: 'use `out`' },
  ] as const;
  const text = diagnosisText({ works: true, findings }, (own) => own.replace('`out`', '--out'), 80);
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  expect(text).toContain('\n         → use --out\n');
  expect(text).toContain('what is marked warn could be better');
});
