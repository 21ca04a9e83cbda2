import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FitSummary, fit } from '../../src/index.js';
import { writeStudio } from '../../src/studio/server/write-studio.js';
import { all, csvOf, fileOf, fitIn, type PageGlobals } from '../fixtures/fit-in-page.js';
import { modelHash } from '../fixtures/model-hash.js';
import { openFirefox, openFirefoxPage } from '../fixtures/open-firefox.js';
import { type ServedFolder, serveFolder } from '../fixtures/serve-folder.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
let browser: Browser;
let isolated: ServedFolder;
let plain: ServedFolder;

beforeAll(async () => {
  browser = await openFirefox();
  isolated = await serveFolder('dist/browser/bundle', { isIsolated: true });
  plain = await serveFolder('dist/browser/bundle', { isIsolated: false });
});
afterAll(async () => {
  await browser?.close();
  isolated?.close();
  plain?.close();
});

test.each([
  ['price', 'isolated'],
  ['kind', 'plain'],
] as const)(
  'a fit of %s in Firefox finds what Node finds, to the byte, where the page is %s',
  async (label, kind) => {
    const csv = csvOf(label);
    const options = { label, trials: 5, folds: 2, seed: 3, workers: 2 } as const;
    const here = await fit(folder.write(`${label}.csv`, csv), { ...options, report: false });
    const rows = all.slice(0, 30).map((row) => ({ ...row }));
    const expected = await here.predict(rows);
    const { url } = kind === 'isolated' ? isolated : plain;
    const { page, complaints } = await openFirefoxPage(browser, url);
    const there = await fitIn(page, { files: [fileOf('train.csv', csv)], options, rows });
    if (typeof there === 'string') throw new Error(there);
    expect(there.isIsolated).toBe(kind === 'isolated');
    expect(scoresOf(there.summary)).toEqual(scoresOf(here.summary));
    expect(there.predicted).toEqual(Array.from(expected as ArrayLike<number | string>));
    const bytes = Buffer.from(there.model.slice(there.model.indexOf(',') + 1), 'base64');
    expect(modelHash(bytes)).toBe(modelHash(await here.toBytes()));
    expect(complaints).toEqual([]);
    await page.close();
  },
);

test('a run goes on after the page was closed in its middle, and ends as if it had not been', async () => {
  const csv = csvOf('kind');
  const models = ['linear', 'mlp'];
  const options = { label: 'kind', models, trials: 12, folds: 2, seed: 1, workers: 2 };
  const here = await fit(folder.write('whole.csv', csv), { ...options, report: false });
  const { page } = await openFirefoxPage(browser, isolated.url);
  const files = [fileOf('train.csv', csv)];
  void fitIn(page, { files, options: { ...options, out: 'runs/one' } }).catch(() => {});
  const finished = () =>
    page.evaluate(() => {
      const { runFiles } = (globalThis as unknown as PageGlobals).autofit;
      return runFiles
        .list('/runs/one/trials')
        .then(({ length }) => length)
        .catch(() => 0);
    });
  await expect.poll(finished, { timeout: 100_000, interval: 200 }).toBeGreaterThanOrEqual(3);
  await page.reload();
  const found = await page.evaluate(async () => {
    const { resume, runFiles } = (globalThis as unknown as PageGlobals).autofit;
    const areKept = await runFiles.areKept();
    const { summary } = await resume('/runs/one');
    return { areKept, summary };
  });
  expect(found.areKept).toBe(true);
  expect(scoresOf(found.summary)).toEqual(scoresOf(here.summary));
  await page.close();
});

test('the studio in the page: an example, a search, pasted rows, a program, all without asking another', async () => {
  await writeStudio(folder.at('studio'));
  const host = await serveFolder(folder.at('studio'), { isIsolated: true });
  try {
    const { page, complaints, requests } = await openFirefoxPage(browser, host.url);
    const press = (name: string) =>
      page.locator(`::-p-aria([name="${name}"][role="button"])`).click();
    await press('Penguins: which of three species is it?');
    await page.waitForSelector('#time');
    await page.select('#time', '30s');
    await press('Find the best predictor');
    await page.waitForSelector(TRIED_TWO, WAITING);
    await press('Stop and keep the best so far');
    await page.waitForSelector('.scores', WAITING);
    await page.locator('#pasted').fill(GENTOO);
    await press('Predict these rows');
    await page.waitForSelector('::-p-xpath(//td[text()="Gentoo"])');
    await press('Python');
    await page.waitForFunction(() => document.querySelector('[role=status]')?.textContent === '');
    expect(requests.every((url) => url.startsWith(host.url) || !url.startsWith('http'))).toBe(true);
    expect(complaints).toEqual([]);
  } finally {
    host.close();
  }
});

const TRIED_TWO = '::-p-xpath(//table[caption[contains(., "Tried so far")]]/tbody/tr[2])';
const WAITING = { timeout: 100_000 };
const GENTOO =
  'island,bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g,sex\nBiscoe,50,15.2,220,5000,male\n';

function scoresOf({ leaderboard }: FitSummary) {
  return leaderboard.map(({ name, scoreValidation }) => [name, scoreValidation]);
}
