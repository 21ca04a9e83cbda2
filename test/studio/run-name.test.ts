import { expect, test } from 'vitest';
import { runName } from '../../src/studio/run-name.js';

const WHEN = /-\d{8}-\d{6}$/;
const nameOf = (file: string) => runName(file, () => false).replace(WHEN, '');

test('a run is called by the letters and digits of its file, in any script, and when it was begun', () => {
  expect(runName('penguins.csv', () => false)).toMatch(/^penguins-\d{8}-\d{6}$/);
  expect(nameOf('kunden 2024.csv.gz')).toBe('kunden-2024');
  expect(nameOf('顧客_データ.xlsx')).toBe('顧客_データ');
});

test('nothing in a name leads elsewhere, or is too long for a folder', () => {
  expect(nameOf(`<img src=x onerror=alert(1)>'"&.csv`)).toBe('img-src-x-onerror-alert-1');
  expect(nameOf('../../etc/passwd')).toBe('data');
  expect(nameOf('..\\up.csv')).toBe('data');
  expect(nameOf('.csv')).toBe('data');
  expect(nameOf('a\nb')).toBe('a-b');
  expect(Buffer.byteLength(runName('😀顧'.repeat(200), () => false))).toBeLessThan(255);
});

test('what is taken is numbered', () => {
  const taken = new Set<string>();
  const next = () => {
    const name = runName('a.csv', (own) => taken.has(own));
    taken.add(name);
    return name;
  };
  const names = Array.from({ length: 50 }, next);
  expect(new Set(names).size).toBe(50);
  expect(names.at(-1)).toMatch(/-\d+$/);
});
