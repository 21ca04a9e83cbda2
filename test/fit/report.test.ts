import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { AutofitError, fit, type ReportFacts, report } from '../../src/index.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const hostile = '<img src=x onerror=alert(1)>\u001b[31m|`#';

/** Rows whose label hangs on a number and a level; a column and a level are named by somebody who means harm. */
function rows(count: number) {
  return Array.from({ length: count }, (_, i) => ({
    size: (i * 7) % 40,
    [hostile]: i % 3 === 0 ? '=cmd|calc' : '</script><b>',
    word: `secret-${i}`,
    kind: i % 2 === 0 ? 'flat' : 'house',
    price: ((i * 7) % 40) * 3 + (i % 2) * 20 + ((i * 13) % 5),
  }));
}

describe('a run with a folder', () => {
  const out = folder.at('run');
  let facts: ReportFacts;
  let page: string;

  beforeAll(async () => {
    const types = { word: 'categorical' } as const;
    await fit(rows(200), { label: 'price', trials: 2, models: ['linear'], workers: 1, types, out });
    facts = JSON.parse(readFileSync(`${out}/report.json`, 'utf8')) as ReportFacts;
    page = readFileSync(`${out}/report.html`, 'utf8');
  });

  test('leaves a report that begins with how good it is, beside always answering the same', () => {
    const mae = facts.judged.scores.find(({ metric }) => metric === 'mae');
    expect(mae?.score).toBeLessThan(mae?.baseline ?? 0);
    expect(facts.findings[0]).toMatch(
      /^Predictions are off by .* on average; always answering the mean is off by /,
    );
    expect(facts.asked).toMatchObject({ label: 'price', options: { trials: 2 }, rows: 200 });
  });

  test('says what tells, and which rows it gets most wrong', () => {
    const { importance, worst } = facts.explained ?? {};
    expect(importance?.outOfFold).toBe(true);
    expect(importance?.columns[0]?.columns).toEqual(['size']);
    expect(worst).toHaveLength(10);
    for (const row of worst ?? []) {
      const { word, price } = rows(200)[(row.row ?? 0) - 1] ?? {};
      expect(Object.fromEntries(row.cells)).toMatchObject({ word });
      expect(Number(row.truth)).toBeCloseTo(price ?? Number.NaN, 1);
    }
    const losses = worst?.map(({ loss }) => loss) ?? [];
    expect(losses).toEqual(losses.toSorted((a, b) => b - a));
  });

  test('its page is small, asks for nothing and runs nothing but its own', () => {
    expect(page.length).toBeLessThan(1_000_000);
    expect(page).toContain('default-src &#39;none&#39;');
    expect(page).not.toMatch(/(?:src|href)="(?!#|data:)/);
    expect(page).not.toMatch(/url\(|@import|<link/);
  });

  test('names and cells do no harm in page and Markdown', () => {
    const markdown = readFileSync(`${out}/report.md`, 'utf8');
    expect(page).not.toContain('<img src=x');
    expect(page).not.toContain('</script><b>');
    for (const text of [page, markdown]) expect(text).not.toContain('\u001b');
    expect(markdown).not.toContain('<img');
  });

  test('page and Markdown say the same findings', () => {
    const plain = page.replace(/<[^>]*>/g, ' ');
    const markdown = readFileSync(`${out}/report.md`, 'utf8').replaceAll('\\', '');
    for (const finding of facts.findings) {
      expect(plain).toContain(finding);
      expect(markdown).toContain(finding);
    }
  });

  test('without rows the report holds no cell of a row', async () => {
    const written = await report(out, { rows: false, out: folder.at('bare.html') });
    expect(written.facts.rowsContained).toBe(0);
    const page = readFileSync(written.page, 'utf8');
    expect(page).toContain('This page contains no row of the training data');
    expect(written.facts.explained?.worst).toEqual([]);
  });

  test('made anew it keeps what was told while fitting, and judges by other data and by groups', async () => {
    const data = folder.write('more.json', JSON.stringify(rows(60)));
    const { facts: anew } = await report(out, {
      data,
      by: ['kind', 'size'],
      out: folder.at('more.html'),
    });
    expect(anew.told).toEqual(facts.told);
    expect(anew.given).toMatchObject({ what: data, rows: 60 });
    const [kind, size] = anew.groups;
    expect(kind?.groups.map(({ value, rows: own }) => [value, own])).toEqual([
      ['flat', 30],
      ['house', 30],
    ]);
    expect(size?.groups).toHaveLength(4);
  });

  test('a column that is not there is told with those that are', async () => {
    const failing = report(out, { by: ['kidn'], out: folder.at('none.html') });
    await expect(failing).rejects.toThrow(AutofitError);
    await expect(failing).rejects.toThrow('There is no column "kidn" to judge by.');
  });
});

test('no report is written where none is wanted', async () => {
  const out = folder.at('bare');
  await fit(rows(60), {
    label: 'price',
    trials: 1,
    models: ['linear'],
    workers: 1,
    out,
    report: false,
  });
  expect(existsSync(`${out}/report.html`)).toBe(false);
  await expect(report(folder.at('nowhere'))).rejects.toThrow(/No model can be read from/);
});
