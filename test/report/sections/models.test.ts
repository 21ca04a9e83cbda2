import { expect, test } from 'vitest';
import { sectionsMarkdown } from '../../../src/report/block-markdown.js';
import type { ModelScore } from '../../../src/report/facts/model-scores.js';
import type { ReportFacts } from '../../../src/report/facts/report-facts.js';
import { models } from '../../../src/report/sections/models.js';

/** The section of a report of these models, as far as the rest has no part in it. */
function textOf(own: readonly ModelScore[]) {
  const facts = {
    models: own,
    members: [],
    leaderboard: [],
    predictor: 'linear-1',
    asked: { metric: 'rmse' },
    judged: { scores: [] },
  } as unknown as ReportFacts;
  return sectionsMarkdown('R', models(facts));
}

test('the models’ scores are drawn and counted, where there is one besides the baseline', () => {
  const constant = { name: 'constant', score: 3 };
  expect(textOf([{ name: 'linear-1', score: 1 }, constant])).toContain('The rmse of 1 model on');
  expect(textOf([constant])).not.toContain('The rmse of');
});
