import { expect, test } from 'vitest';
import { comparisonPage } from '../../src/report/comparison-page.js';
import type { CompareFacts } from '../../src/report/facts/compare-facts.js';
import { comparison } from '../../src/report/sections/comparison.js';

const HOSTILE = '<img src=x onerror=alert(1)>\u001b';
const facts: CompareFacts = {
  kind: 'autofit-comparison',
  metric: 'mae',
  direction: 'minimize',
  runs: [
    { name: 'x1/run', predictor: 'linear-1', rows: 60, seconds: 61, score: 2.5 },
    {
      name: HOSTILE,
      predictor: 'ensemble',
      rows: 60,
      seconds: null,
      score: null,
      against: {
        gain: -1,
        interval: [-2, -0.5],
        verdict: 'worse',
        text: 'worse by 1.000 (0.5000 to 2.000)',
      },
    },
  ],
  options: [
    { name: 'ignore', values: [null, ['a', HOSTILE]] },
    { name: 'preset', values: ['fast', 'slow'] },
  ],
};

test('runs stand beside each other with what is said of them, and a dash for what is not known', () => {
  const [scores, differ] = comparison(facts);
  expect(scores?.blocks).toMatchObject([
    {
      head: ['run', 'predictor', 'rows', 'took', 'mae ↓', 'against the first'],
      rows: [
        ['x1/run', 'linear-1', 60, '1 m 01 s', 2.5, null],
        [HOSTILE, 'ensemble', 60, null, null, 'worse by 1.000 (0.5000 to 2.000)'],
      ],
    },
  ]);
  expect(differ?.blocks).toMatchObject([
    {
      rows: [
        ['ignore', '–', JSON.stringify(['a', HOSTILE])],
        ['preset', 'fast', 'slow'],
      ],
    },
  ]);
});

test('where nothing differs there is no table of it', () => {
  expect(comparison({ ...facts, options: [] }).map(({ id }) => id)).toEqual(['scores']);
});

test('the page asks for nothing, and names do no harm in it', async () => {
  const page = await comparisonPage(facts);
  expect(page).toContain('Comparing 2 runs');
  expect(page).toContain('worse by 1.000 (0.5000 to 2.000)');
  expect(page).toContain('&lt;img src=x');
  expect(page).not.toContain('<img');
  expect(page).not.toContain('\u001b');
  expect(page).not.toMatch(/(?:src|href)="(?!#|data:)/);
});
