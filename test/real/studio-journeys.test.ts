import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadPredictor } from '../../src/run/predictor-file.js';
import { type StudioService, serveStudio } from '../../src/studio/server/serve-studio.js';
import { writeStudio } from '../../src/studio/server/write-studio.js';
import { openBrowser, openPage } from '../fixtures/open-page.js';
import { shapes, writeBelow } from '../fixtures/picture-folder.js';
import { serveFolder } from '../fixtures/serve-folder.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
  await writeStudio(folder.at('studio'));
});
afterAll(() => browser?.close());

/** A studio in the page alone, as long as it is used. */
async function withPage(_name: string, use: (studio: { readonly url: string }) => Promise<void>) {
  const host = await serveFolder(folder.at('studio'), { isIsolated: true });
  try {
    await use(host);
  } finally {
    host.close();
  }
}

/** A studio as long as it is used. */
async function withStudio(
  name: string,
  use: (studio: StudioService, runs: string) => Promise<void>,
) {
  const runs = folder.at(name);
  const studio = await serveStudio({ runs, workers: 2 });
  try {
    await use(studio, runs);
  } finally {
    await studio.close();
  }
}

async function begin(page: Page): Promise<void> {
  await page.selectOption('#time', '30s');
  await page.getByRole('button', { name: 'Find the best predictor' }).click();
}

/** Stops once there is more than the baseline. */
async function stop(page: Page): Promise<void> {
  await page.waitForSelector('caption:has-text("Tried so far") ~ tbody tr:nth-child(2)');
  await page.getByRole('button', { name: 'Stop and keep the best so far' }).click();
  await page.waitForSelector('.scores');
}

/** The path of the model file that the page gives. */
async function downloaded(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the model' }).click(),
  ]);
  return download.path();
}

const shownAnswers = (page: Page) =>
  page.locator('table:has-text("The first rows") tbody tr td:first-child').allTextContents();

describe.each([
  ['on this machine', withStudio],
  ['in the page', withPage],
] as const)('%s', (_, within) => {
  test('several classes: the model that is downloaded answers as the page has shown', () =>
    within('classes', async ({ url }) => {
      const { page, complaints } = await openPage(browser, url);
      await page.setInputFiles('#file', 'datasets/penguins.csv');
      await page.waitForSelector('#label');
      await page.selectOption('#label', 'species');
      await page.waitForSelector('.task:has-text("One of several classes")');
      await begin(page);
      await stop(page);
      await page.setInputFiles('#file', 'datasets/penguins.csv');
      await page.waitForSelector('caption:has-text("The first rows")');
      const shown = await shownAnswers(page);
      const predictor = await loadPredictor(await downloaded(page));
      const answers = await predictor.predict('datasets/penguins.csv');
      expect(shown.length).toBe(20);
      expect(shown).toEqual([...answers].slice(0, shown.length));
      expect(complaints).toEqual([]);
    }));

  test('a folder of pictures, one folder a class, to answers about another folder', () =>
    within('pictures', async ({ url }) => {
      const pictures = writeBelow(folder.at('shapes'), shapes(12));
      const others = writeBelow(folder.at('others'), shapes(4, 3));
      const { page, complaints } = await openPage(browser, url);
      await page.setInputFiles('#folder', pictures);
      await page.waitForSelector('.task:has-text("One of two classes")');
      await begin(page);
      await stop(page);
      await page.setInputFiles('#folder', others);
      await page.waitForSelector('caption:has-text("The first rows")');
      const cells = page.locator('table:has-text("The first rows") tbody tr td:nth-child(2)');
      const shown = await cells.allTextContents();
      const answers = await (await loadPredictor(await downloaded(page))).predict(others);
      expect(shown).toEqual([...answers]);
      expect(shown).toEqual(['down', 'down', 'down', 'down', 'up', 'up', 'up', 'up']);
      expect(complaints).toEqual([]);
    }));
});

test('closing the page stops nothing: one that is opened again shows the run, then what it found', () =>
  withStudio('closed', async (studio, runs) => {
    const first = await openPage(browser, studio.url);
    await first.page.getByRole('button', { name: /Penguins/ }).click();
    await first.page.waitForSelector('#label');
    await begin(first.page);
    await first.page.waitForSelector('caption:has-text("Tried so far")');
    await first.page.close();
    const { page, complaints } = await openPage(browser, studio.url);
    await stop(page);
    const [run = ''] = readdirSync(runs);
    expect(existsSync(`${runs}/${run}/model.safetensors`)).toBe(true);
    // What is found stays to be opened among the earlier runs.
    await page.getByRole('button', { name: 'Begin with other data' }).click();
    await page.getByRole('listitem').filter({ hasText: run }).getByRole('button').click();
    await page.waitForSelector('.scores');
    expect(complaints).toEqual([]);
  }));

test('names and cells that are markup are text, and no name leads out of the runs', () =>
  withStudio('hostile', async ({ url }, runs) => {
    const rows = Array.from(
      { length: 60 },
      (_, i) => `${i},${i % 3 ? HTML : 'b'},${i % 3 ? 'yes' : SCRIPT}`,
    );
    const text = `n,"${HTML}",label\n${rows.join('\n')}\n`;
    const { page, complaints } = await openPage(browser, url);
    const buffer = Buffer.from(text);
    await page.setInputFiles('#file', { name: `..${HTML}.csv`, mimeType: 'text/csv', buffer });
    await page.waitForSelector('#label');
    await page.selectOption('#label', 'label');
    await page.waitForSelector('.task');
    await begin(page);
    await stop(page);
    await page.fill('#pasted', text);
    await page.getByRole('button', { name: 'Predict these rows' }).click();
    await page.waitForSelector('caption:has-text("The first rows")');
    expect(new Set(await shownAnswers(page))).toEqual(new Set(['yes', SCRIPT]));
    expect(await page.locator('img').count()).toBe(0);
    expect(readdirSync(runs)).toHaveLength(1);
    expect(readFileSync(`${runs}/${readdirSync(runs)[0]}/report.html`, 'utf8')).not.toContain(HTML);
    expect(complaints).toEqual([]);
  }));

const HTML = '<img src=x onerror=alert(1)>';
const SCRIPT = '</script><script>alert(2)</script>';
