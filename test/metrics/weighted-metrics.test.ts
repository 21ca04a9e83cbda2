import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allMetricsOf } from '../../src/metrics/metrics.js';
import { binary, regression, threeClasses } from '../fixtures/tasks.js';

const share = fc.integer({ min: 1, max: 8 }).map((eighths) => eighths / 8);

test.each([
  ['binary', binary],
  ['multiclass', threeClasses],
  ['regression', regression],
])('%s: a row of weight 3 counts like three rows, by every metric', (_name, task) => {
  const width = Math.max(1, task.classes);
  const label = task.kind === 'regression' ? share : fc.integer({ min: 0, max: task.classes - 1 });
  const row = fc.record({
    truth: label,
    predictions: fc.array(share, { minLength: width, maxLength: width }),
    weight: fc.integer({ min: 0, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 12 }), (rows) => {
      const written = rows.flatMap((own) => Array.from({ length: own.weight }, () => own));
      fc.pre(written.length > 0);
      const truthOf = (of: typeof rows) => Float64Array.from(of, (own) => own.truth);
      const outputsOf = (of: typeof rows) => Float64Array.from(of.flatMap((o) => o.predictions));
      const weights = Float64Array.from(rows, (own) => own.weight);
      for (const metric of allMetricsOf(task.kind)) {
        const weighted = metric.score(truthOf(rows), outputsOf(rows), task, weights);
        const repeated = metric.score(truthOf(written), outputsOf(written), task);
        if (Number.isNaN(repeated)) expect(weighted, metric.name).toBeNaN();
        else expect(weighted, metric.name).toBeCloseTo(repeated, 6);
      }
    }),
  );
});

test.each([1e-82, 1e80])(
  'rows that all have a weight of %d score as rows without weights',
  (weight) => {
    const truth = Int32Array.of(0, 1, 0, 1, 1);
    const predictions = Float64Array.of(0.9, 0.1, 0.1, 0.9, 0.8, 0.2, 0.3, 0.7, 0.6, 0.4);
    const weights = new Float64Array(5).fill(weight);
    for (const metric of allMetricsOf('binary')) {
      const plain = metric.score(truth, predictions, binary);
      expect(metric.score(truth, predictions, binary, weights), metric.name).toBeCloseTo(plain, 10);
    }
  },
);
