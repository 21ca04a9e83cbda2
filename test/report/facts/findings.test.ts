import { expect, test } from 'vitest';
import { metricNamed } from '../../../src/metrics/metrics.js';
import { classFacts } from '../../../src/report/facts/class-facts.js';
import { findingsOf } from '../../../src/report/facts/findings.js';
import type { JudgedRows } from '../../../src/report/facts/judged-rows.js';
import { scoreFacts } from '../../../src/report/facts/score-facts.js';
import { scores } from '../../../src/report/sections/scores.js';
import { knownFacts } from '../../fixtures/known-facts.js';
import { binary } from '../../fixtures/tasks.js';

/** What is known of rows alone. */
function factsOf(judged: JudgedRows) {
  const classes = classFacts(judged);
  return knownFacts({
    asked: { task: 'binary', classes: ['no', 'yes'], positive: 'yes', rows: judged.truth.length },
    judged: {
      what: judged.what,
      rows: judged.truth.length,
      weighted: judged.weights !== undefined,
      scores: scoreFacts(judged, 0),
      ...(classes && { classes }),
    },
  });
}

test('rows of classes that the model does not know are wrong in sentences and tables, as in scores', () => {
  // Six no, of which one is taken for yes; two yes, both found; two of others, both taken for yes.
  const truth = Int32Array.of(0, 0, 0, 0, 0, 0, 1, 1, -1, -1);
  const chances = [0.1, 0.1, 0.1, 0.1, 0.1, 0.9, 0.9, 0.9, 0.9, 0.9];
  const judged: JudgedRows = {
    metric: metricNamed('log_loss'),
    task: binary,
    truth,
    weights: undefined,
    predictions: Float64Array.from(chances.flatMap((chance) => [1 - chance, chance])),
    what: 'rows',
    classes: ['no', 'yes'],
  };
  const facts = factsOf(judged);
  expect(findingsOf(facts).slice(0, 2)).toEqual([
    '70 % of rows get their right class; always answering “no” is right for 60 %.',
    'Of 100 rows that are “yes”, 100 are found; of 100 taken for it, 40 are.',
  ]);
  const accuracy = facts.judged.scores.find(({ metric }) => metric === 'accuracy');
  expect(accuracy).toMatchObject({ score: 0.7, baseline: 0.6 });
  expect(metricNamed('precision').score(truth, judged.predictions, binary)).toBe(0.4);
  const [section] = scores({ ...facts, findings: [], warnings: [] });
  const perClass = section?.blocks.findLast((block) => block.kind === 'table');
  expect(perClass).toMatchObject({
    rows: [
      ['no', 6, 5 / 6, 1],
      ['yes', 2, 1, 0.4],
    ],
  });
});

test('the table of scores says where rows count by weights', () => {
  const judged: JudgedRows = {
    metric: metricNamed('log_loss'),
    task: binary,
    truth: Int32Array.of(0, 1),
    weights: Float64Array.of(1, 3),
    predictions: Float64Array.of(0.5, 0.5, 0.5, 0.5),
    what: 'validation rows',
    classes: ['no', 'yes'],
  };
  const captionOf = (rows: JudgedRows) => {
    const [section] = scores({ ...factsOf(rows), findings: [], warnings: [] });
    const table = section?.blocks.find((block) => block.kind === 'table');
    return table?.caption;
  };
  expect(captionOf(judged)).toContain('2 validation rows, weighted (');
  expect(captionOf({ ...judged, weights: undefined })).toContain('2 validation rows (');
});
