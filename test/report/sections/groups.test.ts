import { expect, test } from 'vitest';
import type { GroupFacts } from '../../../src/report/facts/group-facts.js';
import type { ReportFacts } from '../../../src/report/facts/report-facts.js';
import { groups } from '../../../src/report/sections/groups.js';

const facts = { column: 'city', rows: 80, all: 60, groups: [], gap: null };

/** The section of these groups, as far as the rest of a report has no part in it. */
function blocksOf(...all: readonly GroupFacts[]) {
  const asked = { metric: 'rmse', positive: null } as ReportFacts['asked'];
  const judged = { scores: [] as ReportFacts['judged']['scores'] } as ReportFacts['judged'];
  return groups({ groups: all, asked, judged } as ReportFacts)[0]?.blocks;
}

test('where no group has ten rows a sentence says so, and no table is empty', () => {
  expect(blocksOf(facts)).toEqual([
    {
      kind: 'text',
      text: 'By city no group has 10 rows, the fewest that are scored (60 groups in 80 rows): judge by a column of fewer values, or on more rows.',
    },
  ]);
  const scored = { ...facts, groups: [{ value: 'Oslo', rows: 21, score: 1.5 }] };
  expect(blocksOf(scored)).toMatchObject([{ kind: 'table', rows: [['Oslo', 21, 1.5, null]] }]);
});

test('rows of weight 0 are told beside those that they are counted among', () => {
  const own = [
    { value: 'Oslo', rows: 21, weightless: 12, score: 1.5 },
    { value: 'Bergen', rows: 10, score: 2 },
  ];
  expect(blocksOf({ ...facts, groups: own })).toMatchObject([
    {
      head: ['city', 'rows', 'of weight 0', 'rmse', '95 % interval'],
      rows: [
        ['Oslo', 21, 12, 1.5, null],
        ['Bergen', 10, 0, 2, null],
      ],
    },
  ]);
});
