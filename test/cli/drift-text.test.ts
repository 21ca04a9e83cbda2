import { expect, test } from 'vitest';
import { driftText } from '../../src/cli/drift-text.js';
import { type ColumnDrift, type Drift, describeDrift } from '../../src/index.js';

const drifted: ColumnDrift = {
  name: 'c',
  kind: 'categorical',
  verdict: 'drifted',
  psi: 0.5,
  byChance: 0.01,
  pValue: 0.001,
  missing: { trained: 0, now: 0 },
  bins: [
    { name: 'a', trained: 0.47, now: 0.36 },
    { name: 'b', trained: 0.53, now: 0.64 },
  ],
};

const nothing: Drift = {
  rows: 100,
  trainedRows: 600,
  threshold: 0.2,
  found: true,
  columns: [],
  predictions: [],
  notes: [],
};

const textOf = (changes: Partial<Drift>) =>
  driftText({ ...nothing, ...changes }, { describeMetric: String, describeDrift }, 80);

test('what drifted is listed in words', () => {
  const { name: _, ...own } = drifted;
  const text = textOf({
    columns: [drifted],
    predictions: [{ ...own, name: 'chance of the predicted class' }],
    label: { ...own, name: 'y' },
  });
  expect(text).toMatch(/training: 1 column, predictions\s+and the label drifted\n/);
  expect(text).toContain('\ndrifted  chance of the predicted class  0.50  ');
  expect(textOf({ columns: [drifted], label: drifted })).toMatch(
    /1 column and the label\s+drifted/,
  );
});

test('all that moved stands within the terminal, below each other where it is much', () => {
  const newLevels = { rows: 70, levels: 1, commonest: [{ name: 'OSLO', rows: 70 }] };
  const missing = { trained: 0.01, now: 0.2 };
  const text = textOf({ columns: [{ ...drifted, newLevels, missing }] });
  expect(text.split('\n\n')[1]).toBe(
    [
      '             PSI  chance  what moved',
      'drifted  c  0.50    0.01  "a" 47 % → 36 %, missing 1.0 % → 20 %,',
      '                          70 rows of 1 new level ("OSLO")',
    ].join('\n'),
  );
});

test('dates beyond those of training are no matter of units', () => {
  const beyond = { low: 0, high: 1, below: 0, above: 9 };
  expect(textOf({ columns: [{ ...drifted, beyond, kind: 'datetime' }] })).not.toContain('unit');
  expect(textOf({ columns: [{ ...drifted, beyond, kind: 'numeric' }] })).toContain('unit');
});

test('labels are asked for where there are none, not where they are ignored', () => {
  const before = { on: 'validation', score: 1 } as const;
  const score = { metric: 'mae', direction: 'minimize', rows: 9, score: 1, gain: 0 } as const;
  expect(textOf({ columns: [drifted] })).toContain('needs rows with labels');
  const scored = textOf({ columns: [drifted], score: { ...score, before, verdict: 'unsure' } });
  expect(scored).not.toContain('needs rows with labels');
});

test.each([
  ['days', [Date.UTC(2024, 0, 2, 8), Date.UTC(2024, 4, 1, 17)], '2024-01-02 → 2024-05-01'],
  [
    'moments of one day',
    [Date.UTC(2024, 0, 2, 8), Date.UTC(2024, 0, 2, 17)],
    '2024-01-02T08:00:00Z → 2024-01-02T17:00:00Z',
  ],
  ['one moment', [Date.UTC(2024, 0, 2, 8), Date.UTC(2024, 0, 2, 8)], '2024-01-02'],
  ['an unknown day', [0, 0], '1970-01-01'],
  ['times of day', [8 * 3_600_000, 17 * 3_600_000], '08:00:00 → 17:00:00'],
])('the middle of %s is told as what differs', (what, [trained = 0, now = 0], said) => {
  const scale = what === 'times of day' ? 'times' : 'dates';
  const column: ColumnDrift = { ...drifted, kind: 'datetime', scale, medians: { trained, now } };
  expect(describeDrift(column)).toBe(`median ${said}`);
});
