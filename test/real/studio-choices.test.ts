import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import { serveStudio } from '../../src/studio/server/serve-studio.js';
import { writeStudio } from '../../src/studio/server/write-studio.js';
import { openBrowser, openPage } from '../fixtures/open-page.js';
import { serveFolder } from '../fixtures/serve-folder.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** Searches until there is more than the baseline, then stops. */
async function search(page: Page): Promise<void> {
  await page.selectOption('#time', '30s');
  await page.getByRole('button', { name: 'Find the best predictor' }).click();
  await page.waitForSelector('caption:has-text("Tried so far") ~ tbody tr:nth-child(2)');
  await page.getByRole('button', { name: 'Stop and keep the best so far' }).click();
  await page.waitForSelector('.scores');
}

/** Rows of homes, each ten times as large as it was. */
function largerHomes(): string {
  const [head = '', ...rows] = readFileSync('datasets/sacramento.csv', 'utf8').trim().split('\n');
  const at = head.split(',').indexOf('"sqft"');
  const larger = rows.map((row) =>
    row
      .split(',')
      .map((cell, i) => (i === at ? `${cell}0` : cell))
      .join(','),
  );
  return [head, ...larger].join('\n');
}

/** What decides is chosen, then whether other rows are like those of training. */
async function chooseAndJudge(page: Page): Promise<void> {
  await page.getByText('More choices').click();
  await page.selectOption('#metric', 'mae');
  await page.check('#honest');
  await search(page);
  expect(await page.textContent('.score')).toContain('mae');
  expect(await page.textContent('.scores')).toContain('on the rows that were kept back');
  const [report] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('button', { name: 'Fill in one row' }).click(),
  ]);
  await report.getByRole('spinbutton', { name: 'sqft' }).fill('900');
  await expect.poll(() => report.textContent('.answer')).toMatch(/\d/);
  await report.close();
  const buffer = Buffer.from(largerHomes());
  await page.setInputFiles('#file', { name: 'larger.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: /Are these rows like those/ }).click();
  await page.waitForSelector('text=These rows are not like those of training');
  const moved = page.getByRole('row', { name: /sqft/ });
  expect(await moved.textContent()).toMatch(/much.*median [\d,.]+ → [\d,.]+/);
  expect(await page.textContent('main')).toMatch(/mae: \S+ on these rows, .* surely worse/);
}

test('on this machine: the metric is chosen, and rows that moved are told', async () => {
  const studio = await serveStudio({ runs: folder.at('runs'), workers: 2 });
  try {
    const { page, complaints } = await openPage(browser, studio.url);
    await page.getByRole('button', { name: /Homes/ }).click();
    await page.waitForSelector('#label');
    await chooseAndJudge(page);
    expect(complaints).toEqual([]);
  } finally {
    await studio.close();
  }
});

test('in the page: the metric is chosen, and rows that moved are told', async () => {
  await writeStudio(folder.at('studio'));
  const host = await serveFolder(folder.at('studio'), { isIsolated: true });
  try {
    const { page, complaints } = await openPage(browser, host.url);
    await page.getByRole('button', { name: /Homes/ }).click();
    await page.waitForSelector('#label');
    await chooseAndJudge(page);
    expect(complaints).toEqual([]);
  } finally {
    host.close();
  }
});

test('earlier runs are compared on the rows that both judged', async () => {
  const runs = folder.at('compared');
  const options = { label: 'species', trials: 1, workers: 1, report: false } as const;
  for (const [name, models] of [
    ['linear', ['linear']],
    ['trees', ['boosted-trees']],
  ] as const) {
    await fit('datasets/penguins.csv', { ...options, models, out: `${runs}/${name}` });
  }
  const studio = await serveStudio({ runs });
  try {
    const { page, complaints } = await openPage(browser, studio.url);
    await page.getByText('Compare runs').click();
    const begin = page.getByRole('button', { name: 'Compare these' });
    expect(await begin.isDisabled()).toBe(true);
    await page.getByLabel('linear').check();
    await page.getByLabel('trees').check();
    await begin.click();
    const row = page.getByRole('row', { name: /^trees/ });
    expect(await row.textContent()).toMatch(/(better|worse|level|unsure)/);
    expect(await page.getByRole('row', { name: /^models/ }).textContent()).toContain('boosted');
    expect(complaints).toEqual([]);
  } finally {
    await studio.close();
  }
});
