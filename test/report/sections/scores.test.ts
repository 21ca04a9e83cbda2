import { expect, test } from 'vitest';
import { scores } from '../../../src/report/sections/scores.js';
import { knownFacts } from '../../fixtures/known-facts.js';

/** What stands above the scores of each section. */
function captionsOf(
  rows: number,
  weights: { readonly weighted?: boolean; readonly weightless?: number } = {},
): readonly string[] {
  const { judged, ...known } = knownFacts({ judged: { what: 'validation rows', rows: 1200 } });
  const given = { ...judged, what: 'new.csv', rows, ...weights };
  const sections = scores({ ...known, judged, given, findings: [], warnings: [] });
  return sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'table' ? block.caption : [])),
  );
}

test('a heading tells of which rows scores are', () => {
  const better = ' (↑: more is better), beside always giving the same answer';
  expect(captionsOf(80)).toEqual([
    `Scores on 1,200 validation rows${better}`,
    `Scores on 80 rows of new.csv${better}`,
  ]);
  expect(captionsOf(1)[1]).toBe(`Scores on 1 row of new.csv${better}`);
});

test('a heading tells of weights, and how many rows have none', () => {
  const start = 'Scores on 80 rows of new.csv, weighted';
  const told = (weightless?: number) =>
    captionsOf(80, { weighted: true, ...(weightless !== undefined && { weightless }) })[1];
  expect(told()).toContain(`${start} (`);
  expect(told(30)).toContain(`${start}, 30 rows of weight 0 among them (`);
});
