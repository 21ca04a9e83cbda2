import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveStudio } from '../../src/studio/server/serve-studio.js';
import { openBrowser, openPage } from '../fixtures/open-page.js';
import { expectClean, exported, search } from '../fixtures/studio-steps.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { describeStudioInPage } from './studio-contract.js';

const folder = tempFolder();
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

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
    const { origin, port, searchParams } = new URL(studio.url);
    const cookie = `autofit-studio-${port}=${searchParams.get('token')}`;
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

describeStudioInPage(openBrowser, exported);
