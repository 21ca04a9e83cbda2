import { expect, test } from 'vitest';
import type { ExplainFacts } from '../../../src/report/facts/explain-facts.js';
import { explanations } from '../../../src/report/sections/explanations.js';
import { knownFacts } from '../../fixtures/known-facts.js';

const importance = { metric: 'rmse', rows: 60, ofRows: 60, repeats: 2, outOfFold: true } as const;
const none: ExplainFacts = {
  importance: { ...importance, columns: [] },
  dependence: [],
  worst: [],
};
const row = { row: 3, truth: '12.5', predicted: '6.3', loss: 6.2 } as const;
const contributions = { scale: 'y', base: 6.3, answer: 6.3, columns: [] };

function sectionsOf(explained: ExplainFacts) {
  return explanations({ ...knownFacts({ explained }), findings: [], warnings: [] });
}

test('where no model reads a column a sentence says so, and no table is empty', () => {
  const sections = sectionsOf({ ...none, worst: [{ ...row, cells: [], contributions }] });
  expect(sections.map(({ blocks }) => blocks)).toEqual([
    [{ kind: 'text', text: 'The model reads no column: all rows have the same answer.' }],
  ]);
});

test('the baseline explains no row, and its cells are shown', () => {
  const cells = [['x', '1']] as const;
  const [, worst] = sectionsOf({ ...none, worst: [{ ...row, cells, contributions }] });
  expect(worst?.blocks.slice(1)).toMatchObject([
    { kind: 'fold', blocks: [{ kind: 'table', head: ['column', 'value'], rows: cells }] },
  ]);
});
