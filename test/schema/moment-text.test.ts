import { expect, test } from 'vitest';
import { inspect } from '../../src/inspect.js';
import { timeLabels } from '../../src/report/charts/date-labels.js';
import { momentText as onPage } from '../../src/report/page/moment-text.js';
import { momentText } from '../../src/schema/moment-text.js';

const DAY = 86_400_000;

test('the end of a day is 24:00 among times of day, and midnight among dates', () => {
  expect([0, DAY - 60_000, DAY].map((own) => momentText(own, true))).toEqual([
    '00:00:00',
    '23:59:00',
    '24:00:00',
  ]);
  expect(momentText(DAY, false)).toBe('1970-01-02');
  expect([onPage(0, 'time'), onPage(DAY, 'time')]).toEqual(['00:00:00', '24:00:00']);
  expect(timeLabels([0, DAY / 2, DAY])).toEqual(['00:00', '12:00', '24:00']);
});

test('inspect says when a day of 24 hours ends', async () => {
  const rows = Array.from({ length: 24 }, (_, i) => ({
    at: `${String(i + 1).padStart(2, '0')}:00`,
    load: (i * 7) % 11,
  }));
  const { columns } = await inspect(rows);
  expect(columns[0]?.summary).toBe('01:00 to 24:00');
});
