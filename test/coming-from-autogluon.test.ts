import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { createProgram } from '../src/cli/program.js';
import * as library from '../src/index.js';
import { optionKinds, resumeKinds } from '../src/options/option-kinds.js';

const page = readFileSync('docs/coming-from-autogluon.md', 'utf8');

test('the example runs as it is written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'autofit-autogluon-'));
  const [, example = ''] = /```ts\n([\s\S]*?)```/.exec(page) ?? [];
  const code = example
    .replace("'autofit'", `'${pathToFileURL(resolve('src/index.ts')).href}'`)
    .replace("'datasets/", `'${resolve('datasets')}/`)
    .replace('trials: 3', "trials: 1, workers: 1, folds: 2, report: false, preset: 'fast'")
    .replaceAll("'runs/", `'${folder}/`);
  const file = join(folder, 'example.ts');
  const results = '{ names, all, scores, details, features, truth, predictor, small }';
  writeFileSync(file, `${code}\nexport const results = ${results};`);
  const { results: own } = await import(/* @vite-ignore */ pathToFileURL(file).href);
  const { predictor, small } = own as Record<'predictor' | 'small', library.FittedPredictor>;
  const rows = predictor.info.rows;
  expect(own.names).toHaveLength(rows);
  expect(own.all).toHaveLength(predictor.modelNames.length);
  expect(own.truth).toHaveLength(rows);
  expect(own.scores.metrics.accuracy).toBeGreaterThan(0.8);
  expect(own.details[0].name).toBe(predictor.modelNames[0]);
  expect(own.features.rows).toBe(rows);
  expect(small.summary).toMatchObject({ refit: true, trials: 2 });
  expect(existsSync(join(folder, 'penguins.safetensors'))).toBe(true);
  rmSync(folder, { recursive: true });
});

/** The cells of the table that tell what is there, and what is here. */
const cells = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| there'))
  .map((line) => line.slice(2, -2).split(' | '));

test('each row says what is here, and each argument stands in one row alone', () => {
  expect(cells.length).toBeGreaterThan(70);
  for (const row of cells) expect(row, row.join(' | ')).toHaveLength(2);
  const there = cells.map(([name = '']) => name);
  expect(new Set(there).size).toBe(there.length);
});

test('options, calls and flags that the page names are there', async () => {
  const { fit } = library;
  const rows = [1, 2, 3, 4].map((x) => ({ x, y: 2 * x }));
  const predictor = await fit(rows, { label: 'y', trials: 1, workers: 1, models: ['constant'] });
  const program = createProgram();
  const flags = program.commands.flatMap(({ options }) => options.map(({ long }) => long));
  const known = new Set([
    ...Object.keys(optionKinds),
    ...Object.keys(resumeKinds),
    ...Object.keys(predictor),
    ...Object.keys(predictor.info),
    ...Object.keys(library),
    ...['binary', 'multiclass', 'regression', 'fast', 'balanced', 'best', 'interpretable'],
    ...['model', 'threshold', 'log_loss', 'rmse', 'balanced', 'auto', 'leaderboard'],
  ]);
  const codes = cells.flatMap(([, here = '']) => [...here.matchAll(/`([^`]+)`/g)]);
  for (const [, code = ''] of codes) {
    const [name = ''] = /^(?:--)?[A-Za-z-]+/.exec(code) ?? [];
    if (name.startsWith('--')) expect(flags, code).toContain(name);
    else if (/^[a-zA-Z]+(?:: |\(|$)/.test(code)) expect([...known], code).toContain(name);
  }
});

test('what is of other pages is there', () => {
  for (const [, link = ''] of page.matchAll(/\]\(([^)#]+)\)/g))
    expect(existsSync(resolve('docs', link)), link).toBe(true);
});
