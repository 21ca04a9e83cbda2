import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { beforeAll, describe, expect, test } from 'vitest';
import { AutofitError, exportTypeScript, fit, loadPredictor } from '../../../src/index.js';
import { runHere } from '../../fixtures/run-here.js';
import { tempFolder } from '../../fixtures/temp-folder.js';

const folder = tempFolder();

/** Rows with a column of each kind, and with names that end comments, texts and templates. */
const hostile = 'it\'s "*/ `$' + '{x}` \\';
const rows = Array.from({ length: 90 }, (_, i) => ({
  size: i % 11 === 0 ? null : (i * 7) % 40,
  cost: `$${(1000 + i * 13).toLocaleString('en')}`,
  sold: `2024-0${1 + (i % 9)}-1${i % 10}`,
  open: i % 3 === 0 ? 'yes' : 'no',
  tags: ['a;b', 'b;c', 'a', 'c;a;b'][i % 4],
  about: `a text of ${['red', 'green', 'blue'][i % 3]} words and number ${i}`,
  [hostile]: ['x', 'y"*/', '`$' + '{z}`'][i % 3],
  label: ['one', '"two" */', 'three\n3'][(i * 7) % 3],
  price: 1e9 + ((i * 7) % 40) * 3 + (i % 3) * 20,
}));
const types = { about: 'text', tags: 'list' } as const;
const epochs = { kind: 'choice', options: [3] } as const;
const families = { mlp: { defaults: { epochs: 3 }, space: { epochs } } };
const quick = { trials: 2, folds: 2, workers: 1, report: false, types, families } as const;

/** What an engine without this package, and without anything else, says of a module. */
async function runAlone(name: string, program: string): Promise<unknown> {
  const place = folder.at(`${name}-use.ts`);
  writeFileSync(place, program);
  const bundle = await rolldown({ input: place, platform: 'node' });
  const file = folder.at(`${name}-use.mjs`);
  await bundle.write({ file, format: 'esm' });
  await bundle.close();
  const { stdout, stderr } = spawnSync(process.execPath, [file], {
    cwd: folder.path,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

function faultsOf(files: readonly string[]): string {
  const compiler = resolve('node_modules/typescript/bin/tsc');
  const options = ['--noEmit', '--strict', '--exactOptionalPropertyTypes'];
  const place = ['--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler'];
  return spawnSync(process.execPath, [compiler, ...options, ...place, '--types', '', ...files], {
    encoding: 'utf8',
    cwd: folder.path,
  }).stdout;
}

describe.each([
  ['label', 'price', ['boosted-trees']],
  ['price', 'label', ['mlp']],
])('a module for %s', (label, other, models) => {
  const run = folder.at(label);
  const asked = rows.map(({ [label]: _, [other]: __, ...row }: Record<string, unknown>) => row);

  beforeAll(async () => {
    await fit(rows, { ...quick, label, ignore: [other], models, out: run });
    writeFileSync(folder.at(`${label}.ts`), (await exportTypeScript(run)).text);
    const { text, weights } = await exportTypeScript(run, { weights: 'beside' });
    writeFileSync(folder.at(`${label}-beside.ts`), text);
    writeFileSync(folder.at(`${label}-beside.safetensors`), weights ?? '');
  });

  test('answers as the predictor does, bit by bit, without this package', async () => {
    const { values, probabilities, notes } = await (await loadPredictor(run)).predictions(asked);
    const program = `import { predict, predictProba, predictRows } from './${label}.js';
      const rows = ${JSON.stringify(asked)};
      const faultOf = (row) => { try { return predictProba(row) } catch ({ message }) { return message } };
      const single = { one: predict(rows[5]), chance: faultOf(rows[5]), absent: faultOf({}) };
      console.log(JSON.stringify({ ...predictRows(rows), ...single }));`;
    const answered = await runAlone(label, program);
    const chance = probabilities?.[5] ?? expect.stringContaining('no probabilities');
    const absent = expect.stringContaining('lacks the column');
    expect(answered).toEqual({ values, probabilities, notes, one: values[5], chance, absent });
  });

  test('takes its weights from a file beside it, and refuses those that were changed', async () => {
    const { values } = await (await loadPredictor(run)).predictions(asked);
    const program = `import { readFileSync } from 'node:fs';
      import { load } from './${label}-beside.js';
      const bytes = readFileSync('${label}-beside.safetensors');
      const { values } = (await load(bytes)).predictRows(${JSON.stringify(asked)});
      bytes[bytes.length - 3] ^= 1;
      const fault = await load(bytes).catch(({ message }) => message);
      console.log(JSON.stringify({ values, fault }));`;
    expect(await runAlone(`${label}-beside`, program)).toEqual({
      values,
      fault: expect.stringContaining('its content was changed'),
    });
  });
});

test('rows are typed: strange ones, absent columns and wrong kinds are told by the compiler', () => {
  const given = `size: 3, cost: '$12', sold: '2024-01-01', open: 'yes', tags: 'a;b', about: null,`;
  const name = JSON.stringify(hostile);
  const programs = {
    right: `${name}: 'x'`,
    absent: '',
    wrong: `${name}: true`,
    none: `${name}: 'x', none: 1`,
  };
  for (const [own, fields] of Object.entries(programs)) {
    const text = `import { predict, type Row } from './price.js';
      const row: Row = { ${given} ${fields} };
      const price: number = predict(row);
      export { price };`;
    writeFileSync(folder.at(`${own}.ts`), text);
  }
  writeFileSync(
    folder.at('class.ts'),
    `import { predict } from './label.js';
     const found: 'one' | '"two" */' | 'three\\n3' = predict({ ${given} ${name}: 'x' });
     export { found };`,
  );
  const faults = faultsOf([...Object.keys(programs), 'class'].map((own) => `${own}.ts`)).split(
    '\n',
  );
  const of = (own: string) => faults.filter((line) => line.startsWith(`${own}.ts`)).join();
  expect(of('right') + of('class')).toBe('');
  expect(of('absent')).toMatch(/missing/);
  expect(of('wrong')).toMatch(/not assignable/);
  expect(of('none')).toMatch(/'none' does not exist/);
});

test('it says what it holds: no rows, but where neighbours are a member', async () => {
  const text = readFileSync(folder.at('label.ts'), 'utf8');
  expect(text).toContain('It holds no row of the training data');
  const near = folder.at('near');
  const lone = { ...quick, label: 'price', ignore: ['label'], trials: 1, folds: 2, out: near };
  await fit(rows, { ...lone, models: ['neighbours'] });
  expect((await exportTypeScript(near)).text).toContain('keeps rows that it was fitted to');
});

test('options are checked', async () => {
  const wrong = exportTypeScript(folder.at('price'), { weights: 'here' as 'beside' });
  await expect(wrong).rejects.toThrow(AutofitError);
});

test('autofit export writes it, with the weights beside it where asked', async () => {
  const [run, out] = [folder.at('price'), folder.at('cli.ts')];
  const { code } = await runHere(['export', run, '--format', 'ts', '-o', out]);
  expect(code).toBe(0);
  expect(readFileSync(out, 'utf8')).toBe(readFileSync(folder.at('price.ts'), 'utf8'));
  const beside = await runHere([
    ...['export', run, '--format', 'ts', '-o', out, '--weights', 'beside'],
  ]);
  expect(beside.code).toBe(0);
  expect(readFileSync(out, 'utf8')).toBe(readFileSync(folder.at('price-beside.ts'), 'utf8'));
  expect(
    readFileSync(folder.at('cli.safetensors')).equals(
      readFileSync(folder.at('price-beside.safetensors')),
    ),
  ).toBe(true);
  const nowhere = await runHere(['export', run, '--format', 'ts', '--weights', 'beside']);
  expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringContaining('--out') });
  const page = await runHere(['export', run, '--format', 'html', '--weights', 'beside']);
  expect(page).toMatchObject({ code: 2, stderr: expect.stringContaining('--weights') });
});
