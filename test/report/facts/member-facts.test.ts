import { expect, test } from 'vitest';
import { metricNamed } from '../../../src/metrics/metrics.js';
import { memberFacts } from '../../../src/report/facts/member-facts.js';
import { constantMember } from '../../fixtures/constant-predictor.js';
import { binary, regression } from '../../fixtures/tasks.js';

const judged = {
  metric: metricNamed('mae'),
  task: regression,
  truth: Float64Array.of(1, 2, 3),
  weights: undefined,
  predictions: new Float64Array(3),
  what: 'rows',
  classes: [],
};
const members = [constantMember(1, 0.25, [[0]]), constantMember(2, 0.75, [[0]])];
const values = (name: string, ...own: readonly number[]) => ({
  name,
  values: Float64Array.from(own),
});

test('a member adds what the mean of the others lacks, their weights made to sum to 1', () => {
  // Without the second: off by 3, 3, 3. Without the first: off by 1, 1, 1. Together: by 0, 0, 0.
  const predictions = [
    values('ensemble', 1, 2, 3),
    values('constant-1', 4, 5, 6),
    values('constant-2', 0, 1, 2),
  ];
  expect(memberFacts({ members }, judged, predictions)).toEqual([
    { name: 'constant-2', family: 'constant', weight: 0.75, adds: 3, likeness: 1 },
    { name: 'constant-1', family: 'constant', weight: 0.25, adds: 1, likeness: 1 },
  ]);
});

test('members are not alike because a class is rare', () => {
  // Of the positive class .1, .3, .1, .3 and .1, .1, .3, .3: they have nothing to do with each other.
  const chances = (...own: readonly number[]) => own.flatMap((chance) => [1 - chance, chance]);
  const rows = { ...judged, metric: metricNamed('log_loss'), task: binary };
  const truth = Int32Array.of(0, 1, 0, 1);
  const [first] = memberFacts({ members }, { ...rows, truth, classes: ['no', 'yes'] }, [
    values('constant-1', ...chances(0.1, 0.3, 0.1, 0.3)),
    values('constant-2', ...chances(0.1, 0.1, 0.3, 0.3)),
  ]);
  expect(first?.likeness).toBeCloseTo(0, 12);
});

test('where predictions are not kept, or there is one member, nothing is said', () => {
  expect(memberFacts({ members }, judged, [values('ensemble', 1, 2, 3)])).toMatchObject([
    { adds: null, likeness: null },
    { adds: null, likeness: null },
  ]);
  const [own] = members;
  expect(memberFacts({ members: own ? [own] : [] }, judged, [])).toMatchObject([{ adds: null }]);
});
