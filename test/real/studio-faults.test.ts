import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSmallDisk } from '../../bench/faults/small-disk.js';
import { serveStudio } from '../../src/studio/server/serve-studio.js';
import { writeStudio } from '../../src/studio/server/write-studio.js';
import { openBrowser, openPage } from '../fixtures/open-page.js';
import { runStudio } from '../fixtures/run-studio.js';
import { type ServedFolder, serveFolder } from '../fixtures/serve-folder.js';
import {
  beginSearch,
  exampleOf,
  expectMistake,
  give,
  POLLING,
  stopSearch,
} from '../fixtures/studio-page.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
let browser: Browser;
let isolated: ServedFolder;

beforeAll(async () => {
  browser = await openBrowser();
  await writeStudio(folder.at('studio'));
  isolated = await serveFolder(folder.at('studio'), { isIsolated: true });
});
afterAll(async () => {
  await browser?.close();
  isolated?.close();
});

async function opened(url: string): Promise<Page> {
  return (await openPage(browser, url)).page;
}

const HOMES = readFileSync('datasets/sacramento.csv', 'utf8');

test('without room the search goes on in memory, and a page that is opened again has what was kept', async () => {
  const page = await opened(isolated.url);
  await exampleOf(page, /Homes/);
  await beginSearch(page);
  const { origin } = new URL(isolated.url);
  const client = await page.context().newCDPSession(page);
  await client.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await page.waitForSelector('text=This browser has no room left for the files of this page');
  await stopSearch(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the model' }).click(),
  ]);
  expect(readFileSync(await download.path()).length).toBeGreaterThan(10_000);
  // The report too, for which there is no room either.
  await page.reload();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.waitForSelector('.phase');
  await page.waitForSelector('text=This browser has no room left for the files of this page');
  // A run that is stopped while its data is read stays as it was.
  await page.waitForSelector('caption:has-text("Tried so far") ~ tbody tr:nth-child(2)');
  await stopSearch(page);
  await page.getByRole('button', { name: 'Begin with other data' }).click();
  page.on('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.waitForSelector('text=None yet.');
  await client.send('Storage.overrideQuotaForOrigin', { origin });
  await page.reload();
  await page.waitForSelector('text=None yet.');
  expect(await page.locator('.kept').count()).toBe(0);
  await page.close();
});

test('a page whose timers stand still, and one that was frozen, come to their end', async () => {
  const page = await opened(isolated.url);
  await exampleOf(page, /Homes/);
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  await beginSearch(page);
  const other = await page.context().newPage();
  await other.bringToFront();
  const client = await page.context().newCDPSession(page);
  const tried = async () =>
    Number.parseInt((await page.textContent('dd:has-text("tried")')) ?? '0', 10);
  const before = await tried();
  await expect.poll(tried, POLLING).toBeGreaterThan(before);
  await client.send('Page.setWebLifecycleState', { state: 'frozen' });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await client.send('Page.setWebLifecycleState', { state: 'active' });
  await stopSearch(page);
  await page.close();
});

test('a server that ends in the middle is missed, and found again with what its run had finished', async () => {
  const runs = folder.at('killed');
  const told = ['--runs', runs, '--workers', '1'];
  const first = await runStudio(told);
  const { port } = new URL(first.url);
  const page = await opened(first.url);
  await give(page, 'homes.csv', HOMES);
  await page.waitForSelector('#label');
  await page.selectOption('#label', 'price');
  await page.waitForSelector('.task');
  await beginSearch(page);
  await first.kill();
  await expectMistake(page, 'The studio on this computer does not answer');
  await page.getByRole('button', { name: 'Stop and keep the best so far' }).click();
  await expectMistake(page, 'The studio on this computer does not answer');
  const second = await runStudio([...told, '--port', port]);
  try {
    const other = await page.context().newPage();
    await other.goto(second.url);
    await expectMistake(page, 'and started again.', 'go on with the run under “Earlier runs”');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.waitForSelector('caption:has-text("Tried so far")');
    await stopSearch(page);
    // The second page has seen it too.
    await other.waitForSelector('.scores');
  } finally {
    await second.kill();
  }
  await page.close();
});

test('a disk that is full ends a run with what it has, which goes on when there is room', async () => {
  const disk = openSmallDisk(folder.at('full'));
  const own = await serveStudio({ runs: folder.at('full'), workers: 1 });
  try {
    const page = await opened(own.url);
    await exampleOf(page, /Homes/);
    await beginSearch(page);
    disk.fill();
    await expectMistake(page, 'cannot be written', '“Go on” under “Earlier runs”');
    disk.makeRoom();
    await page.getByRole('button', { name: 'Other data' }).click();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.waitForSelector('caption:has-text("Tried so far")');
    await stopSearch(page);
    await page.close();
  } finally {
    await own.close();
    disk.close();
  }
});

test('a disk that is too small for a file says so, and has room for the next one', async () => {
  const disk = openSmallDisk(folder.at('small'));
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder.at('small');
  const own = await serveStudio({ runs: folder.at('runs') });
  try {
    const page = await opened(own.url);
    await give(page, 'large.csv', 'x,y\n'.repeat(6_000_000));
    await expectMistake(page, 'large.csv cannot be written: no room is left', 'Free some');
    await give(page, 'homes.csv', HOMES);
    await page.waitForSelector('table');
    await page.close();
  } finally {
    process.env.TMPDIR = before;
    await own.close();
    disk.close();
  }
});
