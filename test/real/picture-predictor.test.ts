import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodePng } from '../../src/image/encode-png.js';
import { fit, loadPredictor } from '../../src/index.js';
import { randomStream } from '../../src/util/random.js';
import { openBrowser, openPage } from '../fixtures/open-page.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { pillow } from '../image/pictures.js';

const folder = tempFolder();
const SIDE = 24;
const PAGE = `<!doctype html><link rel="icon" href="data:,">
<script type="module">import { loadPredictor } from '/predictor.js'; globalThis.loadPredictor = loadPredictor;</script>`;
const { resolve } = createRequire(import.meta.url);
let browser: Browser;
let server: Server;

beforeAll(async () => {
  browser = await openBrowser();
  server = createServer((asked, answer) => {
    const name = basename(asked.url ?? '');
    if (name === '') answer.setHeader('Content-Type', 'text/html').end(PAGE);
    else if (name.endsWith('.wasm')) {
      answer.setHeader('Content-Type', 'application/wasm');
      answer.end(
        readFileSync(
          resolve(`@jsquash/${name.startsWith('moz') ? 'jpeg' : 'webp'}/codec/dec/${name}`),
        ),
      );
    } else answer.setHeader('Content-Type', 'text/javascript').end(readFileSync(folder.at(name)));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

/** Noisy pictures, brighter on the left or on the right. */
async function pictureRows(count: number, seed: number) {
  const random = randomStream(seed, 'pictures');
  return Promise.all(
    Array.from({ length: count }, async (_, row) => {
      const isLeft = row % 2 === 0;
      const pixels = Uint8Array.from({ length: SIDE * SIDE * 3 }, (__, i) => {
        const isBright = Math.floor(i / 3) % SIDE < SIDE / 2 === isLeft;
        return Math.min(255, Math.max(0, (isBright ? 170 : 110) + 40 * random.normal()));
      });
      const photo = await encodePng({ width: SIDE, height: SIDE, pixels });
      return { photo, side: isLeft ? 'left' : 'right' };
    }),
  );
}

/** As whoever makes a page bundles it. */
async function bundled(): Promise<void> {
  const made = await rolldown({
    input: join('dist', 'predictor', 'index.js'),
    platform: 'browser',
    onLog() {},
  });
  await made.write({
    dir: folder.path,
    format: 'es',
    entryFileNames: 'predictor.js',
    chunkFileNames: '[name]-[hash].js',
  });
  await made.close();
}

interface PagePredictor {
  predictProba(rows: readonly object[]): Promise<readonly Readonly<Record<string, number>>[]>;
}

interface PageScope {
  loadPredictor(bytes: Uint8Array): Promise<PagePredictor>;
}

test('a trained classifier of pictures predicts in a page as in Node', async () => {
  const short = { epochs: 3 };
  const space = { epochs: { kind: 'choice' as const, options: [3] } };
  const out = folder.at('run');
  await fit(await pictureRows(40, 1), {
    label: 'side',
    out,
    models: ['linear', 'convnet'],
    families: { linear: { defaults: short, space }, convnet: { defaults: short, space } },
    trials: 2,
    folds: 2,
    workers: 1,
    report: false,
  });
  const predictor = await loadPredictor(out);
  const own = (await pictureRows(6, 2)).map(({ photo }) => Buffer.from(photo).toString('base64'));
  const files = [...own, ...pillow.cases.map(({ file }) => file)];
  const expected = await predictor.predictProba(
    files.map((file) => ({ photo: Buffer.from(file, 'base64') })),
  );
  await bundled();
  const { port } = server.address() as AddressInfo;
  const { page, complaints } = await openPage(browser, `http://127.0.0.1:${port}/`);
  await page.waitForFunction(() => 'loadPredictor' in globalThis);
  const model = Buffer.from(await predictor.toBytes()).toString('base64');
  const answered = await page.evaluate(
    async ([bytes, all]) => {
      const decoded = (text: string) => Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0));
      const { loadPredictor: load } = globalThis as typeof globalThis & PageScope;
      const own = await load(decoded(bytes));
      return own.predictProba(all.map((file) => ({ photo: decoded(file) })));
    },
    [model, files] as const,
  );
  expect(answered).toHaveLength(files.length);
  for (const [row, chances] of answered.entries()) {
    for (const [name, chance] of Object.entries(chances)) {
      expect(Math.abs(chance - (expected[row]?.[name] ?? Number.NaN))).toBeLessThan(1e-6);
    }
  }
  // The pictures are told apart: it is no constant that agrees.
  expect(answered.slice(0, 6).map(({ left = 0 }) => left > 0.5)).toEqual([
    true,
    false,
    true,
    false,
    true,
    false,
  ]);
  expect(new Set(answered.map(({ left }) => left)).size).toBeGreaterThan(6);
  expect(complaints).toEqual([]);
});
