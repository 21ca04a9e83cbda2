import { expect, test } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import { evaluatePredictions } from '../../src/predictor/evaluate-predictions.js';
import { sampleRows } from '../fixtures/rows.js';

test('numbers are scored as regression', () => {
  const { rows, metrics, weighted } = evaluatePredictions([1, 2, 3, 6], [2, 2, 3, 4]);
  // Errors 1, 0, 0, 2 around a mean of 3 with squares 4, 1, 0, 9.
  expect({ rows, weighted }).toEqual({ rows: 4, weighted: false });
  expect(metrics.rmse).toBeCloseTo(Math.sqrt(5 / 4), 12);
  expect(metrics.mae).toBeCloseTo(3 / 4, 12);
  expect(metrics.r2).toBeCloseTo(1 - 5 / 14, 12);
});

test('classes are scored by the metrics that judge classes, the last one being positive', () => {
  const truth = ['no', 'yes', 'yes', 'no', 'yes'];
  const said = ['no', 'yes', 'no', 'yes', 'yes'];
  const { metrics } = evaluatePredictions(truth, said);
  expect(metrics).not.toHaveProperty('log_loss');
  expect(metrics.accuracy).toBeCloseTo(3 / 5, 12);
  // Of yes: 2 right of 3 that are and 3 that are said; of no: 1 right of 2.
  expect(metrics.f1).toBeCloseTo(2 / 3, 12);
  expect(metrics.balanced_accuracy).toBeCloseTo((2 / 3 + 1 / 2) / 2, 12);
  const other = evaluatePredictions(truth, said, { positive: 'no', metrics: ['f1'] });
  expect(other.metrics).toEqual({ f1: 0.5 });
});

test('probabilities are scored by all metrics, at a threshold that is told', () => {
  const chances = [
    { no: 0.9, yes: 0.1 },
    { no: 0.6, yes: 0.4 },
    { no: 0.2, yes: 0.8 },
  ];
  const truth = ['no', 'yes', 'yes'];
  const { metrics } = evaluatePredictions(truth, chances);
  const loss = -(Math.log(0.9) + Math.log(0.4) + Math.log(0.8)) / 3;
  expect(metrics.log_loss).toBeCloseTo(loss, 12);
  expect(metrics.roc_auc).toBe(1);
  expect(metrics.accuracy).toBeCloseTo(2 / 3, 12);
  const at = evaluatePredictions(truth, chances, { threshold: 0.3, metrics: ['accuracy'] });
  expect(at.metrics.accuracy).toBe(1);
  const matrix = { classes: ['yes', 'no'], values: Float64Array.of(0.1, 0.9, 0.4, 0.6, 0.8, 0.2) };
  const own = evaluatePredictions(truth, matrix, { classes: ['no', 'yes'] });
  expect(own.metrics).toEqual(metrics);
});

test('all metrics are those that can be told of what is given', () => {
  const numbers = evaluatePredictions([1, 2, 3], [1, 2, 4], { metrics: ['all'] }).metrics;
  expect(Object.keys(numbers)).toEqual(expect.arrayContaining(['rmse', 'mape', 'spearman']));
  const classes = evaluatePredictions(['a', 'b'], ['a', 'b'], { metrics: ['all'] }).metrics;
  expect(classes).toMatchObject({ accuracy: 1, kappa: 1 });
  expect(classes).not.toHaveProperty('log_loss');
});

test('classes lie apart as their words do, where these have an order', () => {
  const kappaOf = (names: readonly string[]) => {
    const labels = (places: string) => [...places].map((place) => names[Number(place)] ?? '');
    const metrics = ['quadratic_kappa'];
    return evaluatePredictions(labels('00112201'), labels('01112210'), { metrics }).metrics;
  };
  expect(kappaOf(['low', 'medium', 'high'])).toEqual(kappaOf(['1', '2', '10']));
  expect(kappaOf(['low', 'medium', 'high'])).not.toEqual(kappaOf(['b', 'c', 'a']));
});

test('weights count, numbers may be classes, and an unknown class is predicted wrongly', () => {
  const { metrics, weighted } = evaluatePredictions([1, 2, 10, 1], [1, 2, 2, 2], {
    task: 'multiclass',
    weights: [2, 1, 0, 1],
    metrics: ['accuracy'],
  });
  expect(weighted).toBe(true);
  expect(metrics.accuracy).toBeCloseTo(3 / 4, 12);
  const { metrics: own } = evaluatePredictions(['a', 'b', 'c'], ['a', 'b', 'b'], {
    classes: ['a', 'b'],
    metrics: ['accuracy'],
  });
  expect(own.accuracy).toBeCloseTo(2 / 3, 12);
});

test('scores are those of the predictor that said it', async () => {
  const rows = sampleRows(60);
  const short = { folds: 2, trials: 1, workers: 1, models: ['linear'] };
  for (const label of ['kind', 'sold', 'price']) {
    const ignore = ['kind', 'sold', 'price'].filter((name) => name !== label);
    const predictor = await fit(rows, { label, ignore, ...short });
    const truth = rows.map((row) => (label === 'price' ? Number(row[label]) : `${row[label]}`));
    const { values, probabilities, matrix } = await predictor.predictions(rows);
    const { metrics } = await predictor.evaluate(rows);
    const given = probabilities ?? values;
    expect(evaluatePredictions(truth, given).metrics).toEqual(metrics);
    if (matrix) expect(evaluatePredictions(truth, matrix).metrics).toEqual(metrics);
  }
});

test.each([
  ['rows', [[1, 2], [1]], 'There are 2 labels and 1 predictions.'],
  ['no rows', [[], []], 'There are 0 labels and 0 predictions.'],
  ['no list', [3, [1]], '`truth` is a list, not 3.'],
  ['a class', [['a', 'b'], ['a', 'c'], { classes: ['a', 'b'] }], 'predicted as "c"'],
  ['a metric of chances', [['a', 'b'], ['a', 'b'], { metrics: ['log_loss'] }], 'log_loss" judges'],
  ['a metric of numbers', [['a', 'b'], ['a', 'b'], { metrics: ['rmse'] }], 'not for a binary task'],
  [
    'a threshold',
    [['a', 'b'], ['a', 'b'], { threshold: 0.3 }],
    '`threshold` decides by the chances',
  ],
  [
    'scores',
    [
      ['a', 'b'],
      [
        { a: 2, b: 1 },
        { a: 0, b: 1 },
      ],
    ],
    'not the parts of 1',
  ],
  [
    'a chance',
    [
      ['a', 'b'],
      [{ a: 1, b: 0 }, { a: 1 }],
    ],
    'Row 2 has no chance of "b"',
  ],
  ['weights', [[1, 2], [1, 2], { weights: [1] }], '`weights` are 2 numbers'],
  ['a task', [[1, 2], [1, 2], { task: 'rank' }], 'There is no `task` "rank".'],
  ['an option', [[1, 2], [1, 2], { metric: ['mae'] }], 'There is no option "metric".'],
  ['no options', [[1, 2], [1, 2], null], 'Options must be an object, not null.'],
  [
    'a label',
    [
      [1, Number.NaN],
      [1, 2],
    ],
    'The label of row 2 is NaN.',
  ],
  ['positive', [['a', 'b', 'c'], ['a', 'b', 'c'], { positive: 'a' }], 'are for two classes'],
])('what does not belong together is told: %s', (_, args, message) => {
  const call = evaluatePredictions as (...given: unknown[]) => unknown;
  expect(() => call(...(args as unknown[]))).toThrow(message);
});

test('a row without an answer has no score', () => {
  const { metrics } = evaluatePredictions(['a', 'b'], ['a', ''], { metrics: ['accuracy'] });
  expect(metrics.accuracy).toBeNaN();
});

test('precision and recall judge classes, and costs are not told here', () => {
  const said = evaluatePredictions(['no', 'yes', 'yes', 'no'], ['no', 'yes', 'no', 'yes'], {
    metrics: ['precision', 'recall', 'f1'],
  });
  expect(said.metrics).toEqual({ precision: 0.5, recall: 0.5, f1: 0.5 });
  const metrics = ['cost'];
  expect(() => evaluatePredictions(['a', 'b'], ['a', 'b'], { metrics })).toThrow(/`cost`/);
  const ranked = { metrics: ['top_3_accuracy'] };
  expect(() => evaluatePredictions(['a', 'b', 'c'], ['a', 'b', 'c'], ranked)).toThrow(
    /the chances of classes/,
  );
});

test('rows without a label are refused, and are no class of their own: callers without types may give them', () => {
  const scoresOf = (truth: readonly unknown[], said: readonly unknown[], weights?: unknown[]) =>
    Reflect.apply(evaluatePredictions, undefined, [truth, said, { weights }]);
  for (const none of [null, undefined, '', Number.NaN]) {
    expect(() => scoresOf(['a', none, 'b'], ['a', 'b', 'b'])).toThrow('The label of row 2 is ');
  }
  expect(() => scoresOf([1, null, 3], [1, 5, 3])).toThrow('The label of row 2 is null.');
  expect(() => scoresOf([1, 2, 3], [1, null, 3])).toThrow('Row 2 is predicted as null.');
  expect(() => scoresOf([1, 2, 3], [1, 5, 3], [1, 2, null])).toThrow('`weights` are 3 numbers');
});

test('the unit of weights changes no score, however small or large it is', () => {
  const truth = ['no', 'yes', 'yes', 'no', 'yes', 'no'];
  const chances = [0.2, 0.7, 0.4, 0.6, 0.9, 0.1].map((yes) => ({ no: 1 - yes, yes }));
  const own = [1, 2, 3, 1, 2, 4];
  const scores = (unit: number) =>
    evaluatePredictions(truth, chances, {
      metrics: ['all'],
      weights: own.map((weight) => weight * unit),
    }).metrics;
  const expected = scores(1);
  // Right: yes 2 + 2 of 7 and no 1 + 4 of 6; pairs in order: 42 of which (.4, .6) is none, 3 × 1.
  expect(expected.accuracy).toBeCloseTo(9 / 13, 12);
  expect(expected.roc_auc).toBeCloseTo(39 / 42, 12);
  for (const unit of [1e-300, 1e-160, 1e160, 1e300]) {
    for (const [name, score] of Object.entries(scores(unit)))
      expect(score, `${name} in units of ${unit}`).toBeCloseTo(expected[name] ?? Number.NaN, 10);
  }
});

test('a matrix may be of plain lists, as JSON has them, and of nothing else', () => {
  const values = [0.9, 0.1, 0.2, 0.8];
  const judge = (matrix: unknown) =>
    Reflect.apply(evaluatePredictions, undefined, [['a', 'b'], matrix]).metrics;
  const classes = ['a', 'b'];
  expect(judge({ classes, values })).toEqual(judge({ classes, values: Float64Array.from(values) }));
  expect(judge({ classes, values }).log_loss).toBeCloseTo(-Math.log(0.9 * 0.8) / 2, 12);
  for (const bad of ['ab', [0.9, null, 0.2, 0.8], { 0: 0.9 }, null])
    expect(() => judge({ classes, values: bad })).toThrow('A matrix of chances is of');
  for (const bad of ['ab', 2, []])
    expect(() => judge({ classes: bad, values })).toThrow('A matrix of chances is of');
});
