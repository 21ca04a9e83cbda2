import { expect, test } from 'vitest';
import { familyNamed, familyNames, looksAtPictures } from '../../src/models/families.js';
import { compactColumn } from '../../src/table/compact-column.js';
import { createFoldRunner, type TrialContext } from '../../src/trial/run-fold.js';
import { trialContext } from '../fixtures/trial-context.js';

const rows = Array.from({ length: 90 }, (_, i) => ({
  size: i % 11 === 0 ? '' : `${(i * 37) % 101}`,
  ratio: `${((i * 53) % 89) / 10}`,
  shop: `shop${String.fromCharCode(97 + ((i * 7) % 15))}`,
  price: `${(((i * 37) % 101) + ((i * 29) % 83)) / 100}`,
}));
const few = { epochs: 2, rounds: 3, trees: 2, path: 3, mostRows: 50 };

test.each(familyNames.filter((name) => !looksAtPictures(name)))(
  '%s learns and answers the same of compact columns',
  async (family) => {
    const { context } = await trialContext(rows, { label: 'price' });
    const columns = context.table.columns.map((column) =>
      compactColumn(column, (bytes) => new ArrayBuffer(bytes)),
    );
    const types = columns.map((own) => ('values' in own ? own.values : own.codes).constructor.name);
    expect(new Set(types)).toEqual(new Set(['Float32Array', 'Float64Array', 'Int8Array']));
    const { defaults } = familyNamed(family);
    const own = Object.entries(few).filter(([key]) => key in defaults);
    const params = { ...defaults, ...Object.fromEntries(own) };
    const fitted = (of: TrialContext) => {
      const config = { family, params };
      const outcome = createFoldRunner(
        of,
        () => false,
      )({
        kind: 'trial',
        trial: 1,
        fold: 0,
        config,
      });
      if (outcome.kind !== 'done') throw new Error('the fold was not done');
      return { model: outcome.model, predictions: outcome.predictions };
    };
    const compact = fitted({ ...context, table: { ...context.table, columns } });
    expect(compact).toEqual(fitted(context));
  },
);
