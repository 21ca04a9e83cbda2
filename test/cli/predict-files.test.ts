import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { saveState } from '../../src/predictor/save-state.js';
import { csvText, FEATURES, fittedTo, mixedRows } from '../fixtures/predicted-files.js';
import { runCli } from '../fixtures/run-cli.js';
import { runHere } from '../fixtures/run-here.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const model = folder.at('model.safetensors');
const rows = mixedRows(12).map((row) => ({ ...row, 'a,b': 'x,y' }));
const text = csvText(rows, ['id', 'a,b', ...FEATURES]);
const data = folder.write('data.csv', text);

beforeAll(async () => {
  const { state } = await fittedTo('price');
  writeFileSync(model, await saveState(state));
});

test('predict copies columns, also those with a comma in their names, in the form that is told', async () => {
  const flags = ['--with', '"a,b",id', '--to', 'jsonl', '-q'];
  const { code, stdout, stderr } = await runHere(['predict', model, data, ...flags]);
  expect([code, stderr]).toEqual([0, '']);
  const [first] = stdout.split('\n');
  expect(first).toMatch(/^\{"a,b":"x,y","id":"r0","price":[\d.]+\}$/);
});

test('predict reads standard input and writes standard output', async () => {
  const { code, stdout } = await runCli(['predict', model, '-', '-q'], { input: text });
  const file = await runHere(['predict', model, data, '-q', '-o', folder.at('out.csv')]);
  expect([code, file.code]).toEqual([0, 0]);
  expect(stdout).toBe(readFileSync(folder.at('out.csv'), 'utf8'));
  expect(stdout.trimEnd().split('\n')).toHaveLength(13);
});

test('predict tells its mistakes in flags', async () => {
  const chances = await runHere(['predict', model, data, '--proba']);
  expect(chances.stderr).toContain('Leave --proba out.');
  const clash = await runHere(['predict', model, data, '--with', 'price']);
  expect([clash.code, clash.stdout]).toEqual([2, '']);
  expect(clash.stderr).toContain('"price" cannot be copied: its predictions have that name');
  const form = await runHere(['predict', model, data, '-o', folder.at('x.xlsx')]);
  expect(form.stderr).toContain('or tell the form by --to.');
});

test('predict tells what each column adds, and what that adds up to', async () => {
  const { stdout, stderr } = await runHere(['predict', model, data, '--explain']);
  const names = FEATURES.map((name) => `contribution_${name}`);
  expect(stdout.split('\n')[0]).toBe(`price,${names.join()}`);
  expect(stderr).toMatch(/note: contributions add up to the prediction, beside \d/);
});
