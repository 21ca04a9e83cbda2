import { expect, test } from 'vitest';
import type { ReportFacts } from '../../../src/report/facts/report-facts.js';
import { type SurenessFacts, surenessFacts } from '../../../src/report/facts/sureness-facts.js';
import { sureness } from '../../../src/report/sections/sureness.js';

const held = {
  coverages: Float64Array.of(0.5, 0.9, 0.99),
  covered: Float64Array.of(0.52, 0.894, 1),
  sizes: Float64Array.of(1, 2.5, Number.POSITIVE_INFINITY),
};
const scores = { scores: Float64Array.of(1), shares: Float64Array.of(1), rows: 1 };
const tested = { kind: 'intervals', wanted: 0.9, covered: 0.91, size: 2.4 } as const;

/** The section of these facts, as far as the rest of a report has no part in it. */
function blocksOf(facts: SurenessFacts) {
  const asked = { label: 'price' } as ReportFacts['asked'];
  return sureness({ sureness: facts, asked } as ReportFacts)[0]?.blocks;
}

test('a report tells what is covered against what was wanted', () => {
  const facts = surenessFacts({ kind: 'intervals', coverage: 0.9, scores, held, tested });
  expect(facts.held[1]).toEqual({ wanted: 0.9, covered: 0.894, size: 2.5 });
  const [text, charts, table] = blocksOf(facts) ?? [];
  expect(text).toEqual({
    kind: 'text',
    text: 'An interval comes with each answer, to cover the true price of 90 % of rows like those of training. On average it is 2.500 wide. Of test rows 91 % are covered. All intervals are equally wide: rows did not say where answers stray more.',
  });
  expect(charts?.kind).toBe('charts');
  expect(table).toMatchObject({
    rows: [
      ['50 %', '52 %', 1],
      ['90 %', '89.4 %', 2.5],
      ['99 %', '100 %', 'all'],
    ],
  });
});

test('and of classes how many a set holds', () => {
  const facts = surenessFacts({ kind: 'sets', coverage: 0.9, scores, held });
  const [text, , table] = blocksOf(facts) ?? [];
  expect(text).toMatchObject({
    text: 'A set of classes comes with each answer, to cover the true price of 90 % of rows like those of training. On average it holds 2.500 classes.',
  });
  expect(table).toMatchObject({ head: ['wanted', 'covered', 'classes in a set'] });
});

test('where it was not asked for there is no section', () => {
  expect(sureness({} as ReportFacts)).toEqual([]);
});
