import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodePicture } from '../../src/image/decode-picture.js';
import { exportPage, fit, loadPredictor } from '../../src/index.js';
import { openBrowser, openPage } from '../fixtures/open-page.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { bytesOf, pillow } from '../image/pictures.js';

const folder = tempFolder();
let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

interface PageScope {
  readonly autofitPictures: {
    decodePicture(bytes: Uint8Array): Promise<{ readonly pixels: Uint8Array }>;
  };
}

test('a page without a network reads every picture as Node does', async () => {
  const script = readFileSync('dist/image/bundle.js', 'utf8');
  const place = folder.at('pictures.html');
  writeFileSync(place, `<!doctype html><script>${script}</script>`);
  const { page, complaints, requests } = await openPage(browser, place, { offline: true });
  const cutOff = bytesOf(pillow.cases.find(({ name }) => name === 'JPEG')?.file ?? '').subarray(
    0,
    600,
  );
  const files = [...pillow.cases.map(({ file }) => file), Buffer.from(cutOff).toString('base64')];
  const seen = await page.evaluate(async (all) => {
    const { autofitPictures } = globalThis as typeof globalThis & PageScope;
    const read = async (file: string) => {
      try {
        const bytes = Uint8Array.from(atob(file), (byte) => byte.charCodeAt(0));
        return [...(await autofitPictures.decodePicture(bytes)).pixels];
      } catch (thrown) {
        return String(thrown);
      }
    };
    return Promise.all(all.map(read));
  }, files);
  for (const [i, { name, file }] of pillow.cases.entries()) {
    expect(seen[i], name).toEqual([...(await decodePicture(bytesOf(file))).pixels]);
  }
  expect(seen.at(-1)).toBe('AutofitError: The picture is cut off: copy or download it again.');
  expect(complaints).toEqual([]);
  expect(requests).toHaveLength(1);
});

/** Pictures as JPEG, whose decoder is a package, the more red the dearer. */
const files = pillow.cases.filter(({ name }) => /^(?:JPEG|WebP lossy|PNG RGB)/.test(name));
const rows = files.map(({ file, pixels }) => {
  const bytes = bytesOf(pixels);
  const red = bytes.reduce((sum, value, i) => sum + (i % 3 === 0 ? value : 0), 0);
  return { photo: `data:;base64,${file}`, price: (3 * red) / bytes.length };
});

test('a page with a model of pictures answers as Node does', async () => {
  const out = folder.at('run');
  const training = Array.from({ length: 4 }, () => rows).flat();
  await fit(training, {
    label: 'price',
    out,
    types: { photo: 'image' },
    trials: 1,
    folds: 2,
    workers: 1,
    report: false,
    models: ['linear'],
  });
  const predictor = await loadPredictor(out);
  const expected = (await predictor.predict(rows)).map(Number);
  expect(new Set(expected).size).toBeGreaterThan(5);
  const place = folder.at('model.html');
  writeFileSync(place, await exportPage(out));
  const { page, complaints, requests } = await openPage(browser, place);
  await page.waitForSelector('.living');
  for (const [i, { name, file }] of files.entries()) {
    const buffer = Buffer.from(file, 'base64');
    await page.setInputFiles('input[type=file]', { name, mimeType: 'image/png', buffer });
    await expect
      .poll(async () => Number(await page.locator('.answer data').getAttribute('value')), {
        message: name,
      })
      .toBeCloseTo(expected[i] ?? Number.NaN, 3);
  }
  expect(complaints).toEqual([]);
  expect(requests).toHaveLength(1);
});
