import { expect, test } from 'vitest';
import { sectionsMarkdown } from '../../../src/report/block-markdown.js';
import type { ClassFacts } from '../../../src/report/facts/class-facts.js';
import { classCharts } from '../../../src/report/sections/class-charts.js';

const facts: ClassFacts = {
  classes: ['no', 'yes'],
  confusion: [
    [8, 2],
    [1, 9],
  ],
  calibration: [
    { said: 0.1, was: 0.15, rows: 10, share: 0.5, effective: 10 },
    { said: 0.9, was: 0.7, rows: 10, share: 0.5, effective: 10 },
  ],
  binary: {
    positive: 'yes',
    threshold: 0.5,
    steps: [
      { threshold: 1, truePositive: 0, falsePositive: 0, trueNegative: 10, falseNegative: 10 },
      { threshold: 0.5, truePositive: 9, falsePositive: 2, trueNegative: 8, falseNegative: 1 },
      { threshold: 0, truePositive: 10, falsePositive: 10, trueNegative: 0, falseNegative: 0 },
    ],
  },
};

test('what is taken for what, chances and thresholds are told with their numbers', () => {
  const blocks = classCharts('scores', facts);
  const text = sectionsMarkdown('R', [{ id: 'scores', title: 'S', blocks }]);
  expect(text).toContain('| no | 8 | 2 |\n| yes | 1 | 9 |');
  expect(text).toContain('furthest apart where 90 % is said and 70 % was true');
  expect(text).toMatch(/On average they are off by [\d.]+ %, where chance alone makes [\d.]+ %/);
  // At a half two of ten others are taken for it, and nine of ten are found: precision is 9 of 11.
  expect(text).toContain('| 0.2000 | 0.9000 |');
  expect(text).toContain('| 0.9000 | 0.8182 |');
});

test('the threshold can be moved where the predictor itself is judged, of two classes alone', () => {
  const { binary: _, ...many } = facts;
  expect(classCharts('scores', facts).map(({ kind }) => kind)).toEqual(['charts', 'page']);
  expect(classCharts('given', facts).map(({ kind }) => kind)).toEqual(['charts']);
  const [block] = classCharts('scores', many);
  expect(block?.kind === 'charts' ? block.charts : []).toHaveLength(2);
});

test('the curves count rows of unknown classes as others, as roc_auc and average_precision do', () => {
  const steps = facts.binary?.steps.map((step, i) => ({
    ...step,
    unknownPositive: [0, 3, 6][i] ?? 0,
  }));
  const binary = { positive: 'yes', threshold: 0.5, steps: steps ?? [], unknown: 6 };
  const blocks = classCharts('scores', { ...facts, binary, unknown: [3, 3] });
  const text = sectionsMarkdown('R', [{ id: 'scores', title: 'S', blocks }]);
  // At a half 2 and 3 of 10 and 6 are taken for it: 9 of 14 are right.
  expect(text).toContain('| 0.3125 | 0.9000 |');
  expect(text).toContain('| 0.9000 | 0.6429 |');
});
