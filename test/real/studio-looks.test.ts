import axe, { type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveStudio } from '../../src/studio/server/serve-studio.js';
import { openBrowser, openPage } from '../fixtures/open-page.js';
import { csvOf } from '../fixtures/rows.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
/** From telephones to desks, in CSS pixels; 320 is a desk at 400 % (WCAG 1.4.10). */
const WIDTHS = [320, 375, 768, 1280];
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** A table whose names and cells leave no room: long, without a break, from right to left, of markup. */
function wideTable(): string {
  const names = [
    'x'.repeat(90),
    'a name of many words that goes on and on until there is no room for anything else at all',
    'عمود من اليمين إلى اليسار',
    '<b>bold</b>',
    '🧮'.repeat(30),
    ...Array.from({ length: 35 }, (_, i) => `column_${i}`),
    'label',
  ];
  const rows = Array.from({ length: 80 }, (_, i) =>
    Object.fromEntries(
      names.map((name, place) => {
        if (place === 0) return [name, `${'long cell '.repeat(40)}${i % 4}`];
        if (place === 1) return [name, i === 7 ? 'only here' : ''];
        if (name === 'label') return [name, i % 2 ? 'y'.repeat(60) : 'no'];
        return [name, (i * (place + 3)) % 17];
      }),
    ),
  );
  return folder.write('wide.csv', csvOf(rows, names));
}

async function expectFits(page: Page, step: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const widest = await page.evaluate('document.documentElement.scrollWidth');
    expect(widest, `${step} at ${width}`).toBeLessThanOrEqual(width);
  }
}

/** Nothing that axe finds, contrasts and names of controls among it. */
async function expectClean(page: Page, step: string): Promise<void> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
  const found = violations.map(({ id, nodes }) => `${step}: ${id}: ${nodes[0]?.html}`);
  expect(found).toEqual([]);
}

async function expectGood(page: Page, step: string): Promise<void> {
  await expectFits(page, step);
  await expectClean(page, step);
}

describe.each(['light', 'dark'] as const)('in %s, each step', (colorScheme) => {
  test('fits all widths, and axe finds nothing', async () => {
    const data = wideTable();
    const studio = await serveStudio({ runs: folder.at(colorScheme), data, workers: 2 });
    try {
      const { page } = await openPage(browser, studio.url, {
        colorScheme,
        reducedMotion: 'reduce',
      });
      await expectGood(page, 'data');
      await page.getByRole('button', { name: /Go on with/ }).click();
      await page.waitForSelector('#label');
      await page.selectOption('#label', 'label');
      await page.waitForSelector('.task');
      await page.getByText('More choices').click();
      await expectGood(page, 'columns');
      await page.selectOption('#weight', '<b>bold</b>');
      await page.selectOption('#time', '30s');
      await page.getByRole('button', { name: 'Find the best predictor' }).click();
      await page.waitForSelector('caption:has-text("Tried so far") ~ tbody tr:nth-child(2)');
      await expectGood(page, 'search');
      await page.getByRole('button', { name: 'Stop and keep the best so far' }).click();
      await page.waitForSelector('.scores');
      await page.fill('#pasted', 'nothing,that,is,known\n1,2,3,4\n');
      await page.getByRole('button', { name: 'Predict these rows' }).click();
      await page.waitForSelector('.mistake');
      await expectGood(page, 'a mistake');
      await page.setInputFiles('#file', data);
      await page.waitForSelector('caption:has-text("The first rows")');
      await page.getByRole('button', { name: /Are these rows like those/ }).click();
      await page.waitForSelector('text=/These rows are (not )?like/');
      await expectGood(page, 'result');
    } finally {
      await studio.close();
    }
  });
});
