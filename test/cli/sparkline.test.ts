import { expect, test } from 'vitest';
import { cutToWidth } from '../../src/cli/cell-width.js';
import { progressBar } from '../../src/cli/progress-bar.js';
import { sparkline } from '../../src/cli/sparkline.js';
import { formatBytes } from '../../src/util/format-bytes.js';

test('a sparkline shows what stood at each moment', () => {
  const values = [
    { at: 0, value: 10 },
    { at: 5, value: 3 },
    { at: 9, value: 0 },
  ];
  expect(sparkline(values, 10, 10)).toBe('████▃▃▃▃▁▁');
  expect(sparkline([{ at: 0, value: 4 }], 10, 3)).toBe('▁▁▁');
});

test.each([
  [0, '░░░░'],
  [0.5, '██░░'],
  [1, '████'],
  [7, '████'],
])('a bar of the share %f', (share, bar) => {
  expect(progressBar(share, 4)).toBe(bar);
});

test('texts are cut by cells, between letters', () => {
  expect(cutToWidth('abcdef', 4)).toBe('abc…');
  expect(cutToWidth('日本語日本語', 6)).toBe('日本…');
  expect(cutToWidth('日本', 4)).toBe('日本');
  expect(cutToWidth('abc', 0)).toBe('');
});

test.each([
  [12, '12 B'],
  [999.6, '1.0 kB'],
  [1_500_000, '1.5 MB'],
  [47_838_174, '48 MB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
