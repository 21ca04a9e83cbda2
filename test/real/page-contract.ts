import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FitSummary, fit, inspect, loadPredictor } from '../../src/index.js';
import {
  csvOf,
  fileOf,
  fitIn,
  namesIn,
  type PageGlobals,
  tableRows,
} from '../fixtures/fit-in-page.js';
import { modelHash } from '../fixtures/model-hash.js';
import { openPage } from '../fixtures/open-page.js';
import { shapes } from '../fixtures/picture-folder.js';
import { type ServedFolder, serveFolder } from '../fixtures/serve-folder.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { writeExcel } from '../fixtures/write-excel.js';

const POLLING = { timeout: 100_000, interval: 200 };

/** What every browser does in which pages fit, each with a name by which its models know it. */
export function describePages(open: () => Promise<Browser>, name: RegExp): void {
  const folder = tempFolder();
  let browser: Browser;
  let isolated: ServedFolder;
  let plain: ServedFolder;

  beforeAll(async () => {
    browser = await open();
    isolated = await serveFolder('dist/browser/bundle', { isIsolated: true });
    plain = await serveFolder('dist/browser/bundle', { isIsolated: false });
  });
  afterAll(async () => {
    await browser?.close();
    isolated?.close();
    plain?.close();
  });

  describe.each(['price', 'band', 'kind'])('a fit of %s in a page', (label) => {
    test.each(['isolated', 'plain'])(
      'finds what Node finds, where the page is %s',
      async (kind) => {
        const csv = csvOf(label);
        const options = { label, trials: 5, folds: 2, seed: 3, workers: 2 } as const;
        const here = await fit(folder.write(`${label}.csv`, csv), { ...options, report: false });
        const rows = tableRows.slice(0, 30).map((row) => ({ ...row }));
        const expected = await here.predict(rows);
        const { url } = kind === 'isolated' ? isolated : plain;
        const { page, complaints } = await openPage(browser, url);
        const there = await fitIn(page, { files: [fileOf('train.csv', csv)], options, rows });
        if (typeof there === 'string') throw new Error(there);
        expect(there.isIsolated).toBe(kind === 'isolated');
        const scores = ({ leaderboard }: FitSummary) =>
          leaderboard.map(({ name, scoreValidation }) => [name, scoreValidation]);
        expect(scores(there.summary)).toEqual(scores(here.summary));
        expect(there.predicted).toEqual(Array.from(expected as ArrayLike<number | string>));
        const bytes = Buffer.from(there.model.slice(there.model.indexOf(',') + 1), 'base64');
        expect(modelHash(bytes)).toBe(modelHash(await here.toBytes()));
        expect(complaints).toEqual([]);
        await page.close();
      },
    );
  });

  test('every form of table is read in a page as on Node', async () => {
    const table = tableRows.slice(0, 60);
    const text = csvOf('band');
    const cells = table.map((row) => [row.price, row.kind, row.band].map(String));
    const files = {
      'plain.csv': Buffer.from(text),
      'packed.csv.gz': gzipSync(text),
      'cut.csv.gz': gzipSync(text).subarray(0, 900),
      'latin.csv': Buffer.from('größe,price\n3,1\n4,2\n5,3\n', 'latin1'),
      'rows.jsonl': Buffer.from(`${table.map((row) => JSON.stringify(row)).join('\r\n')}\r\n`),
      'rows.json': Buffer.from(JSON.stringify(table)),
      'book.xlsx': writeExcel({ all: [['price', 'kind', 'band'], ...cells] }),
      'none.csv': Buffer.from(''),
      'page.html': Buffer.from('<!doctype html><p>not a table</p>'),
    };
    const { page } = await openPage(browser, isolated.url);
    for (const [name, bytes] of Object.entries(files)) {
      const expected = await inspect(folder.write(name, bytes)).catch(
        ({ code, message }) => `${code}: ${message}`,
      );
      const named = JSON.stringify(expected).replaceAll(`${folder.path}/`, '');
      const found = await page.evaluate(
        async ({ name, base64 }) => {
          const { inspect } = (globalThis as unknown as PageGlobals).autofit;
          const bytes = Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));
          return inspect(new File([bytes], name)).catch(
            ({ code, message }) => `${code}: ${message}`,
          );
        },
        fileOf(name, bytes),
      );
      expect(found, name).toEqual(JSON.parse(named));
    }
    await page.close();
  });

  test('a run goes on after the page was closed in its middle, and ends as if it had not been', async () => {
    const csv = csvOf('kind');
    const models = ['linear', 'mlp'];
    const options = { label: 'kind', models, trials: 12, folds: 2, seed: 1, workers: 2 };
    const whole = await openPage(browser, isolated.url);
    const files = [fileOf('train.csv', csv)];
    const expected = await fitIn(whole.page, { files, options });
    if (typeof expected === 'string') throw new Error(expected);
    const { page } = await openPage(browser, isolated.url);
    void fitIn(page, { files, options: { ...options, out: 'runs/one' } }).catch(() => {});
    await expect
      .poll(() => namesIn(page, '/runs/one/trials').then(({ length }) => length), POLLING)
      .toBeGreaterThanOrEqual(3);
    await page.reload();
    const found = await page.evaluate(async () => {
      const { resume, runFiles } = (globalThis as unknown as PageGlobals).autofit;
      const areKept = await runFiles.areKept();
      const before = (await runFiles.list('/runs/one/trials')).length;
      const { summary } = await resume('/runs/one');
      const report = await runFiles.read('/runs/one/report.html');
      return { areKept, before, summary, report: report.length };
    });
    expect(found.areKept).toBe(true);
    // What was being written when the page was closed is not kept.
    expect(found.before).toBeGreaterThanOrEqual(1);
    expect(found.report).toBeGreaterThan(100_000);
    const scores = ({ leaderboard }: FitSummary) =>
      leaderboard.map(({ name, scoreValidation }) => [name, scoreValidation]);
    expect(scores(found.summary)).toEqual(scores(expected.summary));
    await page.close();
  });

  test('stopping keeps what is finished', async () => {
    const { page } = await openPage(browser, isolated.url);
    const files = [fileOf('train.csv', csvOf('price'))];
    const options = { label: 'price', timeLimit: '5m', folds: 2, workers: 2 } as const;
    const found = await fitIn(page, { files, options, stopAfter: 6000 });
    if (typeof found === 'string') throw new Error(found);
    expect(found.summary.seconds).toBeLessThan(60);
    expect(found.summary.leaderboard.length).toBeGreaterThan(0);
    await page.close();
  });

  test('pictures of a folder are learned from in a page', async () => {
    const { page } = await openPage(browser, isolated.url);
    const files = Object.entries(shapes(12)).map(([name, bytes]) =>
      fileOf(`shapes/${name}`, bytes),
    );
    const options = { models: ['linear'], trials: 1, folds: 2, workers: 1 } as const;
    const found = await fitIn(page, { files, options });
    if (typeof found === 'string') throw new Error(found);
    expect(found.summary.rows).toBe(files.length);
    expect(found.summary.baselineOnly).toBe(false);
    await page.close();
  });

  test('files of one name are read for what they are given, and paths of runs need no root', async () => {
    const { page } = await openPage(browser, isolated.url);
    const found = await page.evaluate(async () => {
      const { fit, resume, runFiles } = (globalThis as unknown as PageGlobals).autofit;
      const table = (low: number) => {
        const rows = Array.from({ length: 60 }, (_, i) => `${low + i},${2 * (low + i)}`);
        return new File([`x,y\n${rows.join('\n')}`], 'table.csv');
      };
      const options = { label: 'y', models: ['linear'], trials: 1, folds: 2, workers: 1 } as const;
      await fit(table(0), { ...options, test: table(1000), out: 'runs/two' });
      const { summary } = await resume('runs/two', { trials: '+1' });
      const journal = new TextDecoder().decode(await runFiles.read('runs/two/journal.jsonl'));
      return { summary, begun: JSON.parse(journal.split('\n')[0] ?? '') };
    });
    expect(found.begun).toMatchObject({
      source: expect.stringMatching(/\/data\/table\.csv$/),
      settings: { test: expect.stringMatching(/\/test\/table\.csv$/) },
    });
    expect(found.summary.scoreTest).toBeDefined();
    expect(found.summary.trials).toBe(2);
    await page.close();
  });

  test('mistakes are those of Node, and what a page does not have is said', async () => {
    const { page } = await openPage(browser, isolated.url);
    const ask = (csv: string, options: object) =>
      fitIn(page, {
        files: [fileOf('train.csv', csv)],
        options: { label: 'y', trials: 1, ...options },
      });
    expect(await ask('x,y\n1,2\n', { label: 'z' })).toContain(
      'NO_LABEL: train.csv has no column "z"',
    );
    expect(await ask('x,y\n1,a\n2,a\n3,a\n', {})).toMatch(/^[A-Z_]+: .*\by\b/);
    expect(await ask('x,y\n1,2\n2,3\n', { redis: 'redis://localhost' })).toContain(
      'NOT_IN_PAGE: `redis` is not there in a page.',
    );
    await page.close();
  });

  test('a model of a page is read on Node, and says where it was made', async () => {
    const { page } = await openPage(browser, isolated.url);
    const csv = csvOf('price');
    const base64 = await page.evaluate(async (text) => {
      const { fit } = (globalThis as unknown as PageGlobals).autofit;
      const options = { label: 'price', models: ['linear'], trials: 1, folds: 2 };
      const bytes = await (await fit(new File([text], 'a.csv'), options)).toBytes();
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    }, csv);
    const file = folder.write('of-a-page.safetensors', Buffer.from(base64, 'base64'));
    const predictor = await loadPredictor(file);
    expect(readFileSync(file, 'latin1')).toMatch(name);
    expect(predictor.info.label).toBe('price');
    await page.close();
  });
}
