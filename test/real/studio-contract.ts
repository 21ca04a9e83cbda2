import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeStudio } from '../../src/studio/server/write-studio.js';
import { openPage } from '../fixtures/open-page.js';
import { serveFolder } from '../fixtures/serve-folder.js';
import { search } from '../fixtures/studio-steps.js';
import { tempFolder } from '../fixtures/temp-folder.js';

/** What every browser does in which the studio runs without a server; `exported` reads what the button of a form saves. */
export function describeStudioInPage(
  open: () => Promise<Browser>,
  exported: (page: Page, form: string) => Promise<string>,
): void {
  const folder = tempFolder();
  let browser: Browser;

  beforeAll(async () => {
    browser = await open();
  });
  afterAll(() => browser?.close());

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
      expect(requests.every((url) => url.startsWith(host.url) || !url.startsWith('http'))).toBe(
        true,
      );
      await page.evaluate(() => navigator.serviceWorker.ready);
      host.close();
      await page.reload();
      await page.getByRole('button', { name: /Penguins/ }).click();
      await page.waitForSelector('table');
      expect(complaints).toEqual([]);
    } finally {
      host.close();
    }
  });

  test('where its host does not isolate it, the page does so itself, and shares memory', async () => {
    await writeStudio(folder.at('plain'));
    const host = await serveFolder(folder.at('plain'), { isIsolated: false });
    try {
      const { page, complaints } = await openPage(browser, host.url);
      await page.waitForFunction(() => crossOriginIsolated);
      await page.getByRole('button', { name: /Penguins/ }).click();
      await page.waitForSelector('table');
      expect(complaints).toEqual([]);
    } finally {
      host.close();
    }
  });
}
