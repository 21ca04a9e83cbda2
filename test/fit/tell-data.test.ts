import { expect, test } from 'vitest';
import { fit } from '../../src/index.js';

test('texts of which the end is not read are counted in a note', async () => {
  const notes: string[] = [];
  // 4,001 letters of two bytes each, and 3,000 of them, are as many bytes as the limit has characters, and more.
  const texts = ['ä'.repeat(4001), 'ä'.repeat(3000), `${'word '.repeat(900)}`, 'short of it'];
  const rows = Array.from({ length: 40 }, (_, i) => ({ t: `${i} ${texts[i % 4]}`, y: i % 2 }));
  await fit(rows, {
    label: 'y',
    types: { t: 'text' },
    trials: 1,
    models: ['linear'],
    workers: 1,
    onProgress: (event) => event.kind === 'note' && notes.push(event.message),
  });
  expect(notes).toContain(
    'column "t": 20 rows longer than 4,000 characters: what is behind is not read',
  );
});

test('a column whose cells count as missing is told, be it one cell', async () => {
  const notes: string[] = [];
  const rows = Array.from({ length: 40 }, (_, i) => ({ lap: i === 3 ? 'slow' : i, y: i % 2 }));
  await fit(rows, {
    label: 'y',
    types: { lap: 'numeric' },
    trials: 1,
    models: ['linear'],
    workers: 1,
    onProgress: (event) => event.kind === 'note' && notes.push(event.message),
  });
  expect(notes).toContain('column "lap": as told: 1 cell such as "slow" counts as missing');
});
