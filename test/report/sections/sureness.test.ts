import { expect, test } from 'vitest';
import type { ReportFacts } from '../../../src/report/facts/report-facts.js';
import { type SurenessFacts, surenessFacts } from '../../../src/report/facts/sureness-facts.js';
import { sureness } from '../../../src/report/sections/sureness.js';

const held = {
  coverages: Float64Array.of(0.5, 0.9, 0.99),
  covered: Float64Array.of(0.52, 0.894, 1),
  sizes: Float64Array.of(1, 2.5, Number.POSITIVE_INFINITY),
};
/** Of twenty alike the nineteenth covers 90 % of others: 1.2 to both sides, and not 1.25 as of four fifths of them. */
const scores = {
  scores: Float64Array.of(1, 1.2, 1.5),
  shares: Float64Array.of(0.9, 0.95, 1),
  rows: 20,
};
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
    text: 'An interval comes with each answer, to cover the true price of 90 % of rows like those of training. All intervals are 2.400 wide: rows did not say where answers stray more. Of test rows 91 % are covered.',
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
    text: 'A set of classes comes with each answer, to cover the true price of 90 % of rows like those of training. Of validation rows it holds 2.500 classes on average.',
  });
  expect(table).toMatchObject({ head: ['wanted', 'covered', 'classes in a set'] });
});

test('where widths hang on the row, the mean of validation rows is told; where rows are too few, none', () => {
  const facts = surenessFacts({ kind: 'intervals', coverage: 0.9, scores, held });
  const [spread] = blocksOf({ ...facts, hasSpread: true }) ?? [];
  expect(spread?.kind === 'text' && spread.text).toContain(
    'Of validation rows it is 2.500 wide on average. Intervals are wider where',
  );
  const few = surenessFacts({ kind: 'intervals', coverage: 0.99, scores, held });
  const [text] = blocksOf(few) ?? [];
  expect(few.width).toBe(null);
  expect(text?.kind === 'text' && text.text).toContain('All intervals are equally wide');
});

test('where it was not asked for there is no section', () => {
  expect(sureness({} as ReportFacts)).toEqual([]);
});
