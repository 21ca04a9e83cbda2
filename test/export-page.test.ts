import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { AutofitError, exportPage, fit } from '../src/index.js';
import { loadState } from '../src/predictor/load-state.js';
import { livingPart } from '../src/report/living-part.js';
import { keptBackground } from '../src/run/kept-rows.js';
import { runHere } from './fixtures/run-here.js';
import { tempFolder } from './fixtures/temp-folder.js';

const folder = tempFolder();
const run = folder.at('run');
const rows = Array.from({ length: 60 }, (_, i) => ({
  size: (i * 7) % 40,
  about: `a text of ${['red', 'green', 'blue'][i % 3]} words, secret${i} and more`,
  price: ((i * 7) % 40) * 3 + (i % 3) * 20,
}));
const types = { about: 'text' } as const;
const options = { label: 'price', types, trials: 1, folds: 2, workers: 1, report: false } as const;

beforeAll(async () => {
  await fit(rows, { ...options, models: ['linear'], out: run });
});

/** What a page holds for its program. */
function carried(page: string): Readonly<Record<string, string | null>> {
  const [, text = ''] = /id="living-data">([^<]*)</.exec(page) ?? [];
  return JSON.parse(text) as Record<string, string | null>;
}

test('a page holds the model file and no training row, and says so', async () => {
  const page = await exportPage(run);
  const { model, background } = carried(page);
  expect(background).toBeNull();
  // Times are not in the file.
  const own = await loadState(Buffer.from(model ?? '', 'base64'));
  expect(own).toEqual(await loadState(readFileSync(`${run}/model.safetensors`)));
  expect(page).toContain('This page contains no row of the training data, but quantiles');
  expect(Buffer.from(model ?? '', 'base64').toString('latin1')).not.toMatch(/secret\d/);
});

test('with rows it holds some without their labels, and says how many', async () => {
  const page = await exportPage(run, { withRows: true });
  expect(page).toContain('This page contains 40 rows of the training data that answers are');
  const packed = Buffer.from(carried(page).background ?? '', 'base64').toString('latin1');
  expect(packed.match(/secret\d+/g)?.length).toBe(40);
  expect(packed).not.toContain('target');
});

test('a model file has no rows beside it', async () => {
  const refused = exportPage(`${run}/model.safetensors`, { withRows: true });
  await expect(refused).rejects.toThrow(AutofitError);
  await expect(refused).rejects.toMatchObject({ code: 'NO_KEPT_ROWS' });
});

test('a model that is too large, or that has rows in it, is asked for', async () => {
  const state = await loadState(readFileSync(`${run}/model.safetensors`));
  const input = { state, client: '', file: 'm.safetensors', rows: undefined };
  const whole = await livingPart(input);
  expect(carried(`id="living-data">${whole.data['living-data']?.text}<`).model).not.toBeNull();
  const large = await livingPart(input, 1000);
  expect(carried(`id="living-data">${large.data['living-data']?.text}<`).model).toBeNull();
  expect(large.contains).toMatchObject({ hasModel: false, modelHoldsRows: false });
  const [member] = state.members;
  const members = member ? [{ ...member, family: 'neighbours' }] : [];
  const near = await livingPart({ ...input, state: { ...state, members } });
  expect(near.contains).toMatchObject({ hasModel: false, modelHoldsRows: true });
  const rowsToo = await livingPart({
    ...input,
    state: { ...state, members },
    rows: (await keptBackground(run))?.table,
  });
  expect(rowsToo.contains).toMatchObject({ hasModel: true, modelHoldsRows: true, compared: 40 });
});

test('autofit export writes it; rows are for pages alone', async () => {
  const out = folder.at('model.html');
  const { code, stderr } = await runHere(['export', run, '--format', 'html', '--out', out]);
  expect(code).toBe(0);
  expect(stderr).toMatch(/^wrote .*model\.html \(\d+ kB\): open it in a browser\n$/);
  expect(readFileSync(out, 'utf8')).toBe(await exportPage(run));
  const wrong = await runHere(['export', run, '--format', 'optuna', '--with-rows']);
  expect(wrong.code).toBe(2);
  writeFileSync(folder.at('no.safetensors'), 'x');
  expect((await runHere(['export', folder.at('no.safetensors'), '--format', 'html'])).code).toBe(2);
});
