import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportPage, type FitOptions, fit, loadPredictor, report } from '../../src/index.js';
import { everyKind, KIND_COLUMNS, type KindRow } from '../fixtures/every-kind.js';
import { openBrowser, openPage, PLAIN_HOST } from '../fixtures/open-page.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const LABELS = ['price', 'band', 'kind'] as const;
const all = everyKind(200);
const rowsFor = (label: (typeof LABELS)[number]) =>
  all.map((row) => {
    const own = Object.fromEntries(KIND_COLUMNS.map((name) => [name, row[name]]));
    return { ...own, [label]: row[label] };
  });
const asked = everyKind(20, 2);
const short = (name: string, lengths: Readonly<Record<string, number>>) => ({
  [name]: {
    defaults: lengths,
    space: Object.fromEntries(
      Object.entries(lengths).map(([param, length]) => [
        param,
        { kind: 'choice' as const, options: [length] },
      ]),
    ),
  },
});
const families = {
  ...short('linear', { epochs: 5 }),
  ...short('mlp', { epochs: 5 }),
  ...short('realmlp', { epochs: 4 }),
  ...short('tabm', { epochs: 4 }),
  ...short('boosted-trees', { rounds: 30 }),
  ...short('symmetric-trees', { rounds: 20 }),
  ...short('random-forest', { trees: 20 }),
  ...short('extra-trees', { trees: 20 }),
};
const MODELS = [...Object.keys(families), 'neighbours', 'elastic-net', 'constant'];
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** Fits into a folder of this name. */
async function fitted(
  name: string,
  label: (typeof LABELS)[number],
  options: Omit<FitOptions, 'label'>,
) {
  const out = folder.at(name);
  const own = { folds: 2, workers: 1, report: false, families, ...options };
  await fit(rowsFor(label), { ...own, label, out });
  return out;
}

async function written(run: string, withRows: boolean): Promise<string> {
  const file = `${run}.html`;
  writeFileSync(file, await exportPage(run, { withRows }));
  return file;
}

/** Puts cells into the form as a person would have them; the numbers of the answer. */
async function answerTo(page: Page, row: KindRow): Promise<readonly number[]> {
  return page.evaluate(
    async (cells) => {
      for (const [place, cell] of cells.entries()) {
        const control = document.getElementById(`field-${place}`);
        if (control instanceof HTMLSelectElement) {
          const option = [...control.options].find(({ text }) => text === cell);
          control.value = option?.value ?? '';
        } else if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) {
          control.value = cell;
        }
        control?.dispatchEvent(new Event('input'));
      }
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const said = document.querySelectorAll<HTMLDataElement>('.answer data');
      return [...said].map(({ value }) => Number(value));
    },
    KIND_COLUMNS.map((name) => row[name]),
  );
}

/** What Node answers, in the order of the page: chances as they are shown. */
async function answersOfNode(run: string, classes: boolean): Promise<readonly number[][]> {
  const predictor = await loadPredictor(run);
  if (!classes) return (await predictor.predict(asked)).map((value) => [Number(value)]);
  const chances = (await predictor.predictProba(asked)).map((own) => Object.values(own));
  return chances.map((own) => (own.length === 2 ? own : own.toSorted((a, b) => b - a)));
}

describe('a page with a model in it', () => {
  test.each([
    ...MODELS.map(
      (family, i) => [family, LABELS[i % LABELS.length] ?? 'price', [family], 1] as const,
    ),
    ...LABELS.map(
      (label) => [`ensemble-${label}`, label, ['linear', 'mlp', 'random-forest'], 3] as const,
    ),
  ])('answers as Node does: %s, of %s', async (name, label, models, trials) => {
    const run = await fitted(name, label, { models, trials });
    const file = await written(run, name === 'neighbours');
    const { page, complaints, requests } = await openPage(browser, file);
    await page.waitForSelector('.living');
    const expected = await answersOfNode(run, label !== 'price');
    for (const [i, row] of asked.entries()) {
      const found = await answerTo(page, row);
      const own = expected[i] ?? [];
      expect(found).toHaveLength(own.length);
      for (const [place, value] of own.entries()) {
        const off = Math.abs((found[place] ?? Number.NaN) - value);
        expect(off / Math.max(1, Math.abs(value)), `row ${i}`).toBeLessThan(1e-6);
      }
    }
    await page.waitForSelector('.shares tbody tr, .shares:not(.pending) tbody', {
      state: 'attached',
    });
    expect(complaints).toEqual([]);
    expect(requests).toEqual([pathToFileURL(file).href]);
    await page.context().close();
  });

  test('sliders move the number, the curve and what each column adds', async () => {
    const file = `${folder.at('ensemble-price')}.html`;
    const { page, complaints } = await openPage(browser, file);
    const number = page.locator('.answer data');
    const path = page.locator('.curve path.line');
    await page.waitForSelector('.shares:not(.pending) tbody');
    const before = await number.getAttribute('value');
    const shares = await page.locator('.shares tbody').innerText();
    await page.getByLabel('area, slider').focus();
    const whole = await path.getAttribute('d');
    await page.keyboard.press('End');
    await expect.poll(() => number.getAttribute('value')).not.toBe(before);
    expect(Number(await page.locator('#field-0').inputValue())).toBeGreaterThan(140);
    // The curve is over this very column; another one follows.
    expect(whole).not.toBeNull();
    await page.getByLabel('rooms, slider').focus();
    await page.keyboard.press('Home');
    await expect.poll(() => path.getAttribute('d')).not.toBe(whole);
    await page.waitForSelector('.shares:not(.pending) tbody');
    expect(await page.locator('.shares tbody').innerText()).not.toBe(shares);
    await page.locator('#field-0').fill('100000');
    await expect.poll(() => page.locator('#field-0-note').innerText()).toMatch(/^Outside of what/);
    await page.getByLabel('area is unknown').check();
    await expect.poll(() => page.locator('#field-0').inputValue()).toBe('');
    expect(complaints).toEqual([]);
  });

  test('a server without https does as well as a file', async () => {
    const text = readFileSync(`${folder.at('ensemble-price')}.html`);
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'text/html').end(text);
    }).listen(0, '127.0.0.1');
    try {
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const { page, complaints } = await openPage(browser, `http://${PLAIN_HOST}:${port}/`);
      await page.waitForSelector('.living .answer data');
      expect(await page.evaluate(() => isSecureContext)).toBe(false);
      expect(complaints).toEqual([]);
      await page.context().close();
    } finally {
      server.close();
    }
  });

  test('a model that is not in the page is chosen, and answers', async () => {
    const run = folder.at('neighbours');
    const file = folder.at('asked.html');
    writeFileSync(file, await exportPage(run));
    const { page, complaints } = await openPage(browser, file);
    await page.getByLabel(/^Choose the model file, model.safetensors/).setInputFiles(file);
    await page.waitForSelector('[role="alert"]');
    await page.getByLabel(/^Choose/).setInputFiles(`${run}/model.safetensors`);
    await page.waitForSelector('.living .answer data');
    expect(complaints).toEqual([]);
  });
});

describe('a page, wide, narrow and dark', () => {
  beforeAll(async () => {
    await report(folder.at('ensemble-band'), { out: folder.at('report.html') });
  });

  test.each([
    ['wide', { viewport: { width: 1280, height: 900 } }],
    ['narrow', { viewport: { width: 375, height: 812 } }],
    ['dark', { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' as const }],
  ])('%s: nothing serious for axe, nothing beyond its edge', async (_, options) => {
    for (const file of ['ensemble-kind.html', 'report.html']) {
      const { page, complaints, requests } = await openPage(browser, folder.at(file), options);
      await page.waitForSelector('.shares:not(.pending) tbody');
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect({ file, beyond }).toEqual({ file, beyond: 0 });
      // A page of this policy takes programs from the debugger alone.
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate<Pick<AxeResults, 'violations'>>('axe.run()');
      const faults = violations.map(({ impact, id, nodes }) => ({
        impact,
        id,
        at: nodes.map(({ html }) => html.slice(0, 120)),
      }));
      const serious = faults.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect({ file, serious }).toEqual({ file, serious: [] });
      expect(complaints).toEqual([]);
      expect(requests).toHaveLength(1);
      await page.context().close();
    }
  });
});
