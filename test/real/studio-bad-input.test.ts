import { mkdirSync, readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StudioService, serveStudio } from '../../src/studio/server/serve-studio.js';
import { writeStudio } from '../../src/studio/server/write-studio.js';
import { openBrowser, openPage, PLAIN_HOST } from '../fixtures/open-page.js';
import { png } from '../fixtures/png.js';
import { type ServedFolder, serveFolder } from '../fixtures/serve-folder.js';
import {
  beginSearch,
  drop,
  exampleOf,
  expectMistake,
  give,
  stopSearch,
} from '../fixtures/studio-page.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
let browser: Browser;
let isolated: ServedFolder;
let plain: ServedFolder;
let studio: StudioService;

beforeAll(async () => {
  browser = await openBrowser();
  await writeStudio(folder.at('studio'));
  isolated = await serveFolder(folder.at('studio'), { isIsolated: true });
  plain = await serveFolder(folder.at('studio'), { isIsolated: false });
  studio = await serveStudio({ runs: folder.at('runs'), workers: 1 });
});
afterAll(async () => {
  await browser?.close();
  isolated?.close();
  plain?.close();
  await studio?.close();
});

async function opened(url: string, options?: BrowserContextOptions): Promise<Page> {
  return (await openPage(browser, url, options)).page;
}

const HOMES = readFileSync('datasets/sacramento.csv', 'utf8');

describe.each(['on this machine', 'in the page'])('%s', (where) => {
  const address = () => (where === 'in the page' ? isolated.url : studio.url);

  test('what is no table is said to be none, and the next file is taken', async () => {
    const page = await opened(address());
    const pixel = png(1, 1, () => [0, 0, 0]);
    const zeros = Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1');
    const files: readonly (readonly [string, string | Uint8Array, string])[] = [
      ['cat.png', pixel, 'cat.png is a picture, not a table.'],
      ['setup.exe', zeros, 'setup.exe is a program, not a table.'],
      ['noise.csv', Buffer.from('a\0b'), 'noise.csv is no text'],
      ['empty.csv', '', 'empty.csv is empty.'],
      ['paper.csv', '%PDF-1.7\n1 0 obj', 'paper.csv is a PDF document, not a table.'],
      [
        'old.xls',
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        'old.xls is an old or locked Office file',
      ],
    ];
    for (const [name, content, says] of files) {
      await give(page, name, content);
      await expectMistake(page, says);
      // What to do.
      expect(await page.locator('[role=alert] p').count()).toBe(2);
    }
    mkdirSync(folder.at('letters'), { recursive: true });
    folder.write('letters/letter.doc', 'Dear Sir');
    await page.setInputFiles('#folder', folder.at('letters'));
    await expectMistake(page, 'letters is a folder without a table or a picture in it.');
    await give(page, 'homes.csv', HOMES);
    await page.waitForSelector('table');
    expect(await page.getByRole('alert').textContent()).toBe('');
    await page.close();
  });

  test('several files that are dropped together are read as one table, and nothing is said to be nothing', async () => {
    const page = await opened(address());
    await drop(page, []);
    await expectMistake(page, 'There is no file in what was dropped or chosen.');
    await drop(page, [
      ['one.csv', 'x,y\n1,2\n3,4\n'],
      ['two.csv', 'x,y\n5,6\n'],
    ]);
    await page.waitForSelector('text=3 rows, 2 columns');
    await page.close();
  });

  test('a label that cannot be learned is refused, and what was told before stays', async () => {
    const page = await opened(address());
    const rows = Array.from({ length: 60 }, (_, i) => `${i},id${i},a,,${i % 2 ? 'yes' : 'no'}`);
    await give(page, 'rows.csv', `x,each,one,none,y\n${rows.join('\n')}\n`);
    await page.waitForSelector('#label');
    await page.selectOption('#label', 'y');
    await page.waitForSelector('.task');
    const labels = [
      ['one', 'The label "one" is always "a".', 'choose another label'],
      ['none', 'Every cell of the label "none" is missing.', 'Choose another label'],
      ['each', 'The label has 60 classes: more than half of its 60 rows.', 'choose another label'],
    ] as const;
    for (const [name, says, advice] of labels) {
      await page.selectOption('#label', name);
      await expectMistake(page, says, advice);
      expect(await page.inputValue('#label')).toBe('y');
    }
    await page.close();
  });

  test('rows that cannot be predicted are refused with what they lack, and the predictor stays', async () => {
    const page = await opened(address());
    await exampleOf(page, /Penguins/);
    await beginSearch(page);
    await stopSearch(page);
    const names = 'island,bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g,sex';
    const bad = [
      ['island,sex\nBiscoe,male\n', 'lacks the column(s) "bill_length_mm"'],
      [`${names}\n`, 'has a header but no rows'],
      ['Biscoe,50,15.2,220,5000,male\n', 'Its first line looks like data'],
      [`${names}\nBiscoe,long,15.2,220,5000,male\n`, 'was numeric in training'],
    ] as const;
    for (const [rows, says] of bad) {
      await page.fill('#pasted', rows);
      await page.getByRole('button', { name: 'Predict these rows' }).click();
      await expectMistake(page, says);
    }
    await give(page, 'empty.csv', '');
    await expectMistake(page, 'empty.csv is empty.');
    // The right answers beside them, whatever they are, are not looked at.
    await page.fill('#pasted', `species,${names}\n12.5,Biscoe,50,15.2,220,5000,male\n`);
    await page.getByRole('button', { name: 'Predict these rows' }).click();
    await page.waitForSelector('td:has-text("Gentoo")');
    await page.close();
  });
});

describe('in the page', () => {
  test('without memory that workers share, and without files that are kept, it works and says both', async () => {
    const alone = await opened(plain.url, { serviceWorkers: 'block' });
    await alone.waitForSelector('text=This page works more slowly than it could');
    await exampleOf(alone, /Penguins/);
    await alone.close();
    const page = await opened(plain.url.replace('127.0.0.1', PLAIN_HOST));
    await page.waitForSelector('text=This page works more slowly than it could');
    await page.waitForSelector('text=Runs are lost when this page is closed');
    await exampleOf(page, /Penguins/);
    await beginSearch(page);
    await stopSearch(page);
    await page.close();
  });

  test('a table that a tab has no memory for is refused before it is read', async () => {
    const page = await opened(isolated.url);
    await page.evaluate(() => {
      const part = new Blob([new Uint8Array(1 << 24).fill(49)]);
      const transfer = new DataTransfer();
      transfer.items.add(new File(Array(128).fill(part), 'large.csv'));
      const input = document.querySelector<HTMLInputElement>('#file');
      if (!input) throw new Error('the page takes no file');
      input.files = transfer.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await expectMistake(
      page,
      'large.csv has 2.1 GB: a page reads tables of 500 MB at most.',
      'npx autofit ui',
    );
    await exampleOf(page, /Penguins/);
    await page.close();
  });
});
