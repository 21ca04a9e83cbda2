import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodePicture } from '../../src/image/decode-picture.js';
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
