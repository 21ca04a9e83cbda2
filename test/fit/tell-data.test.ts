import { expect, test } from 'vitest';
import { toldByFit } from '../fixtures/told-by-fit.js';

test('texts of which the end is not read are counted in a note', async () => {
  // 4,001 letters of two bytes each, and 3,000 of them, are as many bytes as the limit has characters, and more.
  const texts = ['ä'.repeat(4001), 'ä'.repeat(3000), `${'word '.repeat(900)}`, 'short of it'];
  const rows = Array.from({ length: 40 }, (_, i) => ({ t: `${i} ${texts[i % 4]}`, y: i % 2 }));
  const notes = await toldByFit('note', rows, { label: 'y', types: { t: 'text' } });
  expect(notes).toContain(
    'column "t": 20 rows longer than 4,000 characters: what is behind is not read',
  );
});

test('a column whose cells count as missing is told, be it one cell', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => ({ lap: i === 3 ? 'slow' : i, y: i % 2 }));
  const notes = await toldByFit('note', rows, { label: 'y', types: { lap: 'numeric' } });
  expect(notes).toContain('column "lap": as told: 1 cell such as "slow" counts as missing');
});

test.each([
  [0, []],
  [
    1,
    [
      'column "at" tells no time in 1 row: it counts as the earliest, is trained on and never judged by',
    ],
  ],
  [
    9,
    [
      'column "at" tells no time in 9 rows: they count as the earliest, are trained on and never judged by',
    ],
  ],
])('rows without a time are counted where rows follow in time: %i', async (empty, told) => {
  const rows = Array.from({ length: 40 }, (_, i) => ({
    at: i < 40 - empty ? new Date(Date.UTC(2024, 0, 1 + i)) : null,
    x: (i * 37) % 41,
    y: i % 2,
  }));
  const notes = await toldByFit('note', rows, { label: 'y', timeColumn: 'at' });
  expect(notes.filter((note) => note.includes('no time'))).toEqual(told);
});

test('classes that are alike but for case are warned of', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => ({
    x: i,
    y: ['Yes', 'yes', 'No', 'NO'][i % 4],
  }));
  const warnings = await toldByFit('warning', rows, { label: 'y' });
  expect(warnings).toContainEqual(
    expect.stringMatching(
      /^column "y": "NO" and "No"; "Yes" and "yes" differ in case .* write them/,
    ),
  );
});
