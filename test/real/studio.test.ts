import { readFileSync } from 'node:fs';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

/** Nothing that axe finds serious. */
async function expectClean(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

/** From the columns to a predictor: searches until something is found, then stops. */
async function search(page: Page): Promise<void> {
  await page.waitForSelector('table');
  await expectClean(page);
  await page.selectOption('#time', '30s');
  await page.getByRole('button', { name: 'Find the best predictor' }).click();
  await page.waitForSelector('caption:has-text("Tried so far")');
  await expectClean(page);
  await page.getByRole('button', { name: 'Stop and keep the best so far' }).click();
  await page.waitForSelector('.scores');
  await expectClean(page);
}

async function exported(page: Page, form: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: form, exact: true }).click(),
  ]);
  return readFileSync(await download.path(), 'utf8');
}

test('on this machine: from a file to predictions, a report and a program; a second page shows the same', async () => {
  const runs = folder.at('runs');
  const studio = await serveStudio({ runs, workers: 2 });
  try {
    const { page, complaints } = await openPage(browser, studio.url);
    await expectClean(page);
    await page.setInputFiles('#file', 'datasets/sacramento.csv');
    await page.waitForSelector('#label');
    await page.selectOption('#label', 'price');
    await page.waitForSelector('.task');
    await search(page);
    const rows = readFileSync('datasets/sacramento.csv', 'utf8').split('\n').slice(0, 4);
    await page.fill('#pasted', rows.join('\n'));
    await page.getByRole('button', { name: 'Predict these rows' }).click();
    await page.waitForSelector('caption:has-text("The first rows")');
    expect(await exported(page, 'Python')).toContain('def predict');
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('button', { name: 'Read the report' }).click(),
    ]);
    await opened.waitForLoadState();
    expect(await opened.title()).toContain('price');
    const second = await page.context().newPage();
    await second.goto(new URL('/', studio.url).href);
    await second.waitForSelector('.scores');
    expect(complaints).toEqual([]);
  } finally {
    await studio.close();
  }
});

test('nobody else asks the studio of this machine, and its routes reach nothing beside its runs', async () => {
  const studio = await serveStudio({ runs: folder.at('no-runs') });
  try {
    const { origin, searchParams } = new URL(studio.url);
    const cookie = `autofit-studio=${searchParams.get('token')}`;
    const status = async (path: string, headers: Record<string, string> = {}, init = {}) =>
      (await fetch(`${origin}${path}`, { headers, redirect: 'manual', ...init })).status;
    expect(await status('/')).toBe(401);
    expect(await status('/?token=wrong')).toBe(401);
    expect(await status('/api/runs')).toBe(401);
    expect(await status('/api/runs', { cookie })).toBe(200);
    expect(await status('/api/runs', { cookie, origin: 'http://evil.test' })).toBe(403);
    expect(await status('/api/file?run=/etc&name=passwd', { cookie })).toBe(404);
    expect(await status('/../package.json', { cookie })).toBe(404);
    const up = (path: string) =>
      status(`/api/upload?id=1&path=${encodeURIComponent(path)}`, { cookie }, PUT);
    expect(await status('/api/upload', { cookie }, { method: 'POST' })).toBe(200);
    expect(await up('a.csv')).toBe(200);
    expect(await up('../a.csv')).toBe(400);
    expect(await up('/etc/a.csv')).toBe(400);
  } finally {
    await studio.close();
  }
});
const PUT = { method: 'PUT', body: 'x,y\n1,2\n' };

test('in the page alone: an example, a search, pasted rows, and all of it without a network', async () => {
  await writeStudio(folder.at('studio'));
  const host = await serveFolder(folder.at('studio'), { isIsolated: true });
  try {
    const { page, complaints, requests } = await openPage(browser, host.url);
    await page.getByRole('button', { name: /Penguins/ }).click();
    await search(page);
    await page.fill(
      '#pasted',
      'island,bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g,sex\nBiscoe,50,15.2,220,5000,male\n',
    );
    await page.getByRole('button', { name: 'Predict these rows' }).click();
    await page.waitForSelector('td:has-text("Gentoo")');
    expect(await exported(page, 'Python')).toContain('def predict');
    expect(requests.every((url) => url.startsWith(host.url) || !url.startsWith('http'))).toBe(true);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.context().setOffline(true);
    await page.reload();
    await page.getByRole('button', { name: /Penguins/ }).click();
    await page.waitForSelector('table');
    expect(complaints).toEqual([]);
  } finally {
    host.close();
  }
});
