import { existsSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { openFirefox } from '../fixtures/open-page.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { describePages } from './page-contract.js';
import { describeStudioInPage } from './studio-contract.js';

const downloads = tempFolder();

/** Firefox tells of a file that a page made by no navigation, so playwright waits for none: it is looked for where it is saved. */
async function exported(page: Page, form: string): Promise<string> {
  await page.getByRole('button', { name: form, exact: true }).click();
  const file = downloads.at('model.py');
  const read = () => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  await expect.poll(read, { timeout: 30_000 }).not.toBe('');
  return read();
}

describe('in Firefox', () => {
  describePages(openFirefox, /page Firefox\/\d+/);
  describeStudioInPage(() => openFirefox(downloads.path), exported);
});
