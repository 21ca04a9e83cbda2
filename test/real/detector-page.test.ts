import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadDetector as loadState } from '../../src/detect/save-detector.js';
import { exportPage, type FittedDetector, fit } from '../../src/index.js';
import { livingDetector } from '../../src/report/living-detector.js';
import { pageText } from '../../src/report/page.js';
import { readDetectorProgram } from '../../src/run/read-bundle.js';
import { openBrowser, openPage, type WatchedPage } from '../fixtures/open-page.js';
import { turnedPng } from '../fixtures/png.js';
import { runServer } from '../fixtures/run-server.js';
import { writeSquareBoxes } from '../fixtures/square-boxes.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const run = folder.at('run');
/** Screenshots are looked at where this names a folder. */
const shots = process.env.AUTOFIT_SHOTS;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let detector: FittedDetector;

beforeAll(async () => {
  browser = await openBrowser();
  const data = await writeSquareBoxes(folder, 10);
  detector = await fit(data, { task: 'detection', trials: 1, workers: 2, out: run });
});
afterAll(() => browser?.close());

async function opened(file: string): Promise<WatchedPage> {
  const watched = await openPage(browser, file);
  await watched.page.waitForSelector('.detector');
  return watched;
}

/** The rows of the table of boxes. */
async function rowsIn(page: Page): Promise<string[][]> {
  await page.waitForSelector('.found table', { timeout: 30_000 });
  const rows = await page.locator('.found tbody tr').all();
  return Promise.all(rows.map((row) => row.locator('td').allTextContents()));
}

/** As Node finds them. */
async function expectedOn(bytes: Uint8Array, minScore?: number): Promise<string[][]> {
  const [boxes = []] = await detector.predict([bytes], { minScore });
  return boxes.map(({ label, score, x1, y1, x2, y2 }) => [
    ...[label, score.toFixed(3)],
    ...[x1, y1, x2, y2].map((edge) => edge.toFixed(1)),
  ]);
}

describe('a page with a detector in it', () => {
  test.each([
    ['that was exported', async () => folder.write('page.html', await exportPage(run))],
    ['that is a report', async () => join(run, 'report.html')],
    ['of a service', async () => (await runServer(run)).url],
  ])('%s finds on a picture what Node finds', async (name, place) => {
    const { page, complaints, requests } = await opened(await place());
    const file = folder.at('images/p1.png');
    await page.setInputFiles('#picture', file);
    const expected = await expectedOn(readFileSync(file));
    expect(expected.length).toBeGreaterThan(0);
    expect(await rowsIn(page)).toEqual(expected);
    expect(await page.locator('.seen rect').count()).toBe(expected.length);
    expect(await page.locator('.seen text').allTextContents()).toContain(
      `${expected[0]?.[0]} ${Number(expected[0]?.[1]).toFixed(2)}`,
    );
    if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.endsWith('/favicon.ico'))).toHaveLength(1);
  });

  test('takes a picture that is dropped, turned as Exif says, and another least score', async () => {
    const { page, complaints } = await opened(folder.at('page.html'));
    const turned = turnedPng(readFileSync(folder.at('images/p2.png')), 6);
    const dropped = await page.evaluateHandle((base64) => {
      const bytes = Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], 'turned.png', { type: 'image/png' }));
      return transfer;
    }, turned.toString('base64'));
    await page.dispatchEvent('.drop', 'drop', { dataTransfer: dropped });
    expect(await rowsIn(page)).toEqual(await expectedOn(turned));
    await page.fill('#least-score', '0.02');
    const more = await expectedOn(turned, 0.02);
    await expect.poll(() => rowsIn(page)).toEqual(more);
    expect(await page.locator('.said').textContent()).toContain('with a score of at least 0.020');
    expect(complaints).toEqual([]);
  });

  test('begins at the threshold of the detector, digit for digit', async () => {
    const state = await loadState(readFileSync(join(run, 'model.safetensors')));
    const own = { ...state, threshold: 0.256 };
    const input = { state: own, client: await readDetectorProgram(), file: 'model.safetensors' };
    const { section, ...carried } = await livingDetector(input);
    const text = await pageText({ title: 'own', lead: [], sections: [section], ...carried });
    const { page } = await opened(folder.write('own.html', text));
    expect(await page.inputValue('#least-score')).toBe('0.256');
    const file = folder.at('images/p1.png');
    await page.setInputFiles('#picture', file);
    expect(await rowsIn(page)).toEqual(await expectedOn(readFileSync(file), 0.256));
    expect(await page.locator('.said').textContent()).toContain('with a score of at least 0.256');
  });

  test('says what cannot be read, and goes on', async () => {
    const { page, complaints } = await opened(folder.at('page.html'));
    const name = '<img src=x onerror=alert(1)>.png';
    await page.setInputFiles('#picture', {
      name,
      mimeType: 'image/png',
      buffer: Buffer.from('no'),
    });
    await expect.poll(() => page.locator('.said').textContent()).toMatch(/^It cannot be read: /);
    await page.setInputFiles('#picture', folder.at('images/p0.png'));
    expect((await rowsIn(page)).length).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
  });

  test('asks for a model that is too large to be in it', async () => {
    const state = await loadState(readFileSync(join(run, 'model.safetensors')));
    const input = { state, client: await readDetectorProgram(), file: 'model.safetensors' };
    const { section, ...carried } = await livingDetector(input, 10);
    const place = folder.write(
      'asking.html',
      await pageText({ title: 'asking', lead: [], sections: [section], ...carried }),
    );
    const { page } = await openPage(browser, place);
    await page.setInputFiles('#model-file', folder.at('images/p0.png'));
    await expect.poll(() => page.locator('[role=alert]').count()).toBe(1);
    await page.setInputFiles('#model-file', join(run, 'model.safetensors'));
    await page.waitForSelector('.detector');
    await page.setInputFiles('#picture', folder.at('images/p0.png'));
    expect((await rowsIn(page)).length).toBeGreaterThan(0);
  });
});
