import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fit } from '../../src/index.js';
import { serveStudio } from '../../src/studio/server/serve-studio.js';
import { writeStudio } from '../../src/studio/server/write-studio.js';
import { openBrowser, openPage } from '../fixtures/open-page.js';
import { runStudio } from '../fixtures/run-studio.js';
import { serveFolder } from '../fixtures/serve-folder.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const PENGUINS = readFileSync('datasets/penguins.csv', 'utf8');
const GO = 'Find the best predictor';
const STOP = 'Stop and keep the best so far';
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** Drops a file that has a name which no disk might have. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([own, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content ?? ''], own ?? ''));
      return transfer;
    },
    [name, text],
  );
  await page.dispatchEvent('.drop', 'drop', { dataTransfer: data });
}

const button = (page: Page, name: string) => page.getByRole('button', { name }).first();

/** From the columns to a search that has found something. */
async function begin(page: Page, label?: string): Promise<void> {
  await page.waitForSelector('#label');
  if (label !== undefined) await page.selectOption('#label', label);
  await page.waitForSelector('.task');
  await page.selectOption('#time', '30s');
  await page.selectOption('#preset', 'fast');
  await button(page, GO).click();
}

/** Stops once more than guesses was tried, where the search is not over before it is seen. */
async function stop(page: Page): Promise<void> {
  await page.waitForSelector('dd:text-matches("^([3-9]|\\d[\\d,]+) tried"), .scores');
  if (await button(page, STOP).isVisible()) await button(page, STOP).click();
  await page.waitForSelector('.scores');
}

const finished = (runs: string) =>
  readdirSync(runs).filter((name) => existsSync(`${runs}/${name}/model.safetensors`));

test('a run goes on without its page, another waits for it and says so, and both are there in the end', async () => {
  const runs = folder.at('two');
  const studio = await serveStudio({ runs, workers: 2 });
  try {
    const { page: first, complaints } = await openPage(browser, studio.url);
    const second = await first.context().newPage();
    await second.goto(new URL('/', studio.url).href);
    await drop(second, 'again.csv', PENGUINS);
    await second.waitForSelector('#label');
    await drop(first, 'penguins.csv', PENGUINS);
    await begin(first, 'species');
    await first.waitForSelector('caption:has-text("Tried so far")');
    // Who looks at other data is left there, and told.
    await second.waitForSelector('text=A run goes on: penguins.csv.');
    await begin(second, 'sex');
    await second.waitForSelector(
      'text=Your run of again.csv waits for the end of the one that goes on (penguins.csv)',
    );
    await first.waitForSelector(
      'text=A run of again.csv waits for the end of the one that goes on.',
    );
    await first.close();
    const reopened = await second.context().newPage();
    await reopened.goto(new URL('/', studio.url).href);
    await reopened.waitForSelector('text=A run of again.csv waits');
    await stop(reopened);
    expect(finished(runs)).toHaveLength(1);
    await stop(second);
    expect(finished(runs)).toHaveLength(2);
    // Each page shows its own.
    expect(await reopened.locator('.scores').count()).toBe(1);
    expect(complaints).toEqual([]);
  } finally {
    await studio.close();
  }
});

test('a run that waits is given up; with a run beside, the page begins with other data', async () => {
  const runs = folder.at('given-up');
  const studio = await serveStudio({ runs, workers: 2 });
  try {
    const { page, complaints } = await openPage(browser, studio.url);
    await drop(page, 'one.csv', PENGUINS);
    await begin(page, 'species');
    await page.waitForSelector('caption:has-text("Tried so far")');
    await button(page, 'Begin with other data; this one goes on').click();
    await drop(page, 'two.csv', PENGUINS);
    await begin(page, 'species');
    await page.waitForSelector('text=Your run of two.csv waits');
    await button(page, 'Do not begin it').click();
    await page.waitForSelector('#label');
    await button(page, 'Show it').click();
    await stop(page);
    expect(readdirSync(runs).filter((name) => name.startsWith('two'))).toEqual([]);
    expect(complaints).toEqual([]);
  } finally {
    await studio.close();
  }
});

test('earlier runs: a finished one is opened, and one whose server was killed is gone on with, though its file was dropped', async () => {
  const runs = folder.at('earlier');
  mkdirSync(runs);
  await fit('datasets/penguins.csv', {
    label: 'species',
    out: `${runs}/done`,
    trials: 1,
    folds: 2,
    workers: 1,
    models: ['linear'],
    report: false,
  });
  const killed = await runStudio(['--runs', runs, '--workers', '2']);
  const { page: before } = await openPage(browser, killed.url);
  await drop(before, 'dropped.csv', PENGUINS);
  await begin(before, 'species');
  await before.waitForSelector('caption:has-text("Tried so far")');
  await killed.kill();
  const studio = await serveStudio({ runs, workers: 2 });
  try {
    const { page, complaints } = await openPage(browser, studio.url);
    const said: string[] = [];
    await page
      .getByRole('listitem')
      .filter({ hasText: 'done' })
      .getByRole('button', { name: 'Open' })
      .click();
    await page.waitForSelector('.scores');
    await button(page, 'Begin with other data').click();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'dropped' })
      .getByRole('button', { name: 'Go on' })
      .click();
    await stop(page);
    expect(finished(runs).sort()).toEqual(['done', expect.stringMatching(/^dropped-/)]);
    // Apart from the studio, whose cookie it has not, the report answers all the same.
    const [report] = await Promise.all([
      page.context().waitForEvent('page'),
      button(page, 'Read the report').click(),
    ]);
    report.on('console', (message) => said.push(message.text()));
    await report.waitForSelector('.shares:not(.pending) tbody', { state: 'attached' });
    const own = "fetch('/api/runs').then((response) => response.status, () => 'refused')";
    expect(await report.evaluate(own)).toBe('refused');
    expect(said.filter((text) => !/api\/runs/.test(text))).toEqual([]);
    expect(complaints).toEqual([]);
  } finally {
    await studio.close();
  }
});

test('names that lead elsewhere are refused, others are text, and the run lies where runs lie', async () => {
  const runs = folder.at('hostile');
  const studio = await serveStudio({ runs, workers: 2 });
  try {
    const { page, complaints } = await openPage(browser, studio.url);
    const rows = Array.from({ length: 60 }, (_, i) => `${i % 2 ? EVIL : '"<b>""b"'},${i},${i % 7}`);
    const table = [`${EVIL},"<script>alert(2)</script>","x"" onload=""alert(3)"`, ...rows].join(
      '\n',
    );
    for (const name of ['../../up.csv', 'a\\..\\b.csv']) {
      await drop(page, name, table);
      await page.waitForSelector('.mistake:has-text("is no path of a file that was sent")');
      await button(page, 'Close').click();
    }
    await drop(page, `${EVIL}'"&.csv`, table);
    await page.waitForSelector(`th:text-is('${EVIL}')`);
    await begin(page, EVIL);
    await stop(page);
    expect(readdirSync(runs)).toEqual([
      expect.stringMatching(/^img-src-x-onerror-alert-1-[\d-]+$/),
    ]);
    await button(page, 'Begin with other data').click();
    await page.waitForSelector('.runs li');
    expect(await page.locator('img, script:not([src])').count()).toBe(0);
    expect(complaints.filter((own) => !/status of 400/.test(own))).toEqual([]);
  } finally {
    await studio.close();
  }
});

test('in pages alone: a second tab says that its runs are lost with it', async () => {
  await writeStudio(folder.at('studio'));
  const host = await serveFolder(folder.at('studio'), { isIsolated: true });
  try {
    const { page: first } = await openPage(browser, host.url);
    await first.waitForSelector('text=None yet.');
    const second = await first.context().newPage();
    await second.goto(host.url);
    await second.waitForSelector('.kept:has-text("another page has them")');
    expect(await first.locator('.kept').count()).toBe(0);
  } finally {
    host.close();
  }
});

const EVIL = '<img src=x onerror=alert(1)>';
