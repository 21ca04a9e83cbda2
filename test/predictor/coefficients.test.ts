import { expect, test } from 'vitest';
import { AutofitError, type Coefficients, type FitOptions, fit } from '../../src/index.js';
import { featureNames } from '../../src/matrix/design-matrix.js';
import { emptyDesign } from '../../src/preprocessing/empty-design.js';
import { featureTerms } from '../../src/preprocessing/feature-terms.js';
import { fitPreprocessor } from '../../src/preprocessing/preprocessor.js';
import type { Row } from '../../src/table/flat-row.js';
import { randomStream } from '../../src/util/random.js';
import { trialContext } from '../fixtures/trial-context.js';

const CITIES = ['Bergen', 'Oslo', 'Tromsø'];
const random = randomStream('coefficients');

/** Rows of which price is exactly linear. */
const rows = Array.from({ length: 90 }, (_, i) => {
  const size = 120 + 30 * random.normal();
  const age = Math.floor(40 * random.next());
  const city = CITIES[(i * 7) % 3] ?? '';
  const garden = i % 4 === 1 ? 'yes' : 'no';
  const moved = { Bergen: 0, Oslo: 90_000, Tromsø: -20_000 }[city] ?? 0;
  const price = 1e6 + 3000 * size - 800 * age + moved + (garden === 'yes' ? 25_000 : 0);
  const noisy = (price - 1.37e6) / 60_000 + random.normal();
  const sold = noisy > 0 ? 'sold' : 'kept';
  const speed = ['fast', 'medium', 'slow'][noisy < -1 ? 0 : noisy < 1 ? 1 : 2] ?? '';
  return { size, age, city, garden, price, sold, speed };
});
const features = ({ size, age, city, garden }: (typeof rows)[number]) => ({
  size,
  age,
  city,
  garden,
});

async function fitted(label: 'price' | 'sold' | 'speed', more: Partial<FitOptions> = {}) {
  const own = rows.map((row): Row => ({ ...features(row), [label]: row[label] }));
  return fit(own, { label, preset: 'interpretable', trials: 1, folds: 2, workers: 1, ...more });
}

/** Intercept and coefficients times what stands in the row. */
function sums({ outputs }: Coefficients, row: (typeof rows)[number]): number[] {
  return outputs.map(({ intercept, terms }) =>
    terms.reduce((sum, { feature, column, coefficient }) => {
      const cell = row[column as keyof typeof row];
      if (column === 'garden') return sum + coefficient * Number(cell === 'yes');
      if (typeof cell === 'number') return sum + coefficient * cell;
      return sum + coefficient * Number(feature === `${column} = ${cell}`);
    }, intercept),
  );
}

test.each(['linear', 'elastic-net'])(
  'those of %s are in the units of columns and label, and add up to the prediction',
  async (family) => {
    const predictor = await fitted('price', { models: [family] });
    expect(predictor.info.linear).toBe(true);
    const coefficients = predictor.coefficients();
    expect(coefficients).toMatchObject({ label: 'price', predicts: 'label' });
    const [own] = coefficients.outputs;
    const of = Object.fromEntries(own?.terms.map((term) => [term.feature, term]) ?? []);
    const near = (feature: string, value: number, per: string) => {
      expect(Math.abs((of[feature]?.coefficient ?? 0) / value - 1)).toBeLessThan(0.03);
      expect(of[feature]?.per).toBe(per);
    };
    near('size', 3000, 'unit of size');
    near('age', -800, 'unit of age');
    near('garden', 25_000, 'yes, not no');
    near('city = Oslo', 90_000, 'Oslo, not Bergen');
    near('city = Tromsø', -20_000, 'Tromsø, not Bergen');
    expect(of['city = Bergen']).toMatchObject({ coefficient: 0, column: 'city', per: 'reference' });
    expect(Math.abs((own?.intercept ?? 0) / 1e6 - 1)).toBeLessThan(0.01);
    const predictions = await predictor.predict(rows);
    // Standardised values are float32, so that the sums agree to seven digits of the label's deviation, 1e5.
    for (const [i, row] of rows.entries()) {
      expect(Math.abs((sums(coefficients, row)[0] ?? 0) - Number(predictions[i]))).toBeLessThan(
        0.1,
      );
    }
  },
);

test('of two classes they are the log-odds of the positive one, be it the first', async () => {
  const predictor = await fitted('sold', { positive: 'kept', models: ['linear'] });
  const coefficients = predictor.coefficients();
  expect(coefficients.predicts).toBe('log-odds');
  expect(coefficients.outputs.map((output) => output.class)).toEqual(['kept']);
  const chances = await predictor.predictProba(rows);
  for (const [i, row] of rows.entries()) {
    const chance = chances[i]?.kept ?? Number.NaN;
    expect(sums(coefficients, row)[0]).toBeCloseTo(Math.log(chance / (1 - chance)), 3);
  }
});

test('of more classes their softmax are the probabilities, and their mean is 0', async () => {
  const predictor = await fitted('speed', { models: ['elastic-net'] });
  const coefficients = predictor.coefficients();
  expect(coefficients.predicts).toBe('log-probability');
  expect(coefficients.outputs.map((output) => output.class)).toEqual(predictor.info.classes);
  const chances = await predictor.predictProba(rows);
  for (const [i, row] of rows.entries()) {
    const powers = sums(coefficients, row).map(Math.exp);
    const all = powers.reduce((a, b) => a + b, 0);
    for (const [k, name] of predictor.info.classes.entries()) {
      expect((powers[k] ?? 0) / all).toBeCloseTo(chances[i]?.[name] ?? Number.NaN, 5);
    }
  }
  const { outputs } = coefficients;
  for (const place of outputs[0]?.terms.keys() ?? []) {
    const mean = outputs.reduce((sum, { terms }) => sum + (terms[place]?.coefficient ?? 0), 0);
    expect(mean).toBeCloseTo(0, 10);
  }
});

test.each<[string, Partial<FitOptions>, RegExp]>([
  ['a baseline', { models: ['constant'] }, /constant is not a linear model/],
  ['a model a fold', { models: ['linear'], refit: false }, /mean of 2 models, one a fold/],
  [
    'bent values',
    { models: ['linear'], families: { linear: { defaults: { scaling: 'quantile' } } } },
    /bends the values of size/,
  ],
])('%s have none, and say why', async (_, more, message) => {
  const predictor = await fitted('price', more);
  expect(predictor.info.linear).toBe(false);
  try {
    predictor.coefficients();
    expect.unreachable();
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(AutofitError);
    expect((thrown as AutofitError).message).toMatch(message);
    expect((thrown as AutofitError).hint).toContain('interpretable');
  }
});

test('terms are the features of the design matrix, by name and in its order', async () => {
  const mixed = rows.map(({ size, age, city, garden, price }, i): Row => {
    const at = new Date(Date.UTC(2020 + (i % 3), i % 12, 1 + (i % 28)));
    const words = `number ${i % 5} of ${city} street, ${i % 2 ? 'quiet' : 'loud and busy'} at night ${i}`;
    return {
      size: i % 9 ? size : null,
      age,
      again: age,
      city: i % 8 ? city : '',
      garden,
      at,
      words,
      price,
    };
  });
  const { context } = await trialContext(mixed, { label: 'price' });
  const { table, columns, task, preprocessing } = context;
  const kept = Int32Array.from({ length: 90 }, (_, row) => row);
  const known = { task, y: Float64Array.from(kept), weights: undefined, random: randomStream(0) };
  const inputs = { numbers: 'scaled', categories: 'one-hot' } as const;
  for (const levels of ['one-hot', 'target', 'hashing'] as const) {
    const options = { ...preprocessing, levels, fewLevels: 2 };
    const { fitted: own } = fitPreprocessor(options, inputs, columns, table, kept, known);
    const terms = featureTerms(own).map(({ name, source }) => ({ name, source }));
    expect(terms).toEqual(featureNames(emptyDesign(own)));
    expect(terms.length).toBeGreaterThan(20);
  }
});
