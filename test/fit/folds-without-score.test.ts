import { expect, test } from 'vitest';
import { type FitOptions, fit } from '../../src/index.js';
import type { ProgressEvent } from '../../src/options/progress-event.js';
import { randomStream } from '../../src/util/random.js';

const random = randomStream(11);

/** Six shops; what is to be predicted is the same in all rows of the first, which may weigh nothing. */
const rows = Array.from({ length: 120 }, (_, i) => {
  const [x, shop] = [random.normal(), i % 6];
  return {
    x,
    shop: `s${shop}`,
    share: shop === 0 ? 0 : 1,
    size: shop === 0 ? 0 : 3 * x + 0.1 * random.normal(),
    kind: shop === 0 || x > 0 ? 'big' : 'small',
  };
});

async function trained(options: Partial<FitOptions> & Pick<FitOptions, 'label'>) {
  const warnings: string[] = [];
  const onProgress = (event: ProgressEvent) => {
    if (event.kind === 'warning') warnings.push(event.message);
  };
  const { summary } = await fit(rows, {
    models: ['linear', 'elastic-net'],
    folds: 6,
    group: 'shop',
    trials: 2,
    workers: 1,
    onProgress,
    ...options,
  });
  const states = summary.leaderboard.map(({ state }) => state);
  return { summary, warnings, states };
}

test.each([
  ['r2 of a fold of one number', { label: 'size', metric: 'r2', ignore: ['kind', 'share'] }, 0.5],
  [
    'roc_auc of a fold of one class',
    { label: 'kind', metric: 'roc_auc', ignore: ['size', 'share'] },
    0.7,
  ],
  [
    'r2 of a fold of no weight',
    { label: 'size', metric: 'r2', weight: 'share', ignore: ['kind'] },
    0.9,
  ],
] as const)(
  'no family fails by the %s, and the score of all rows counts',
  async (_, options, least) => {
    const { summary, states, warnings } = await trained({
      ...options,
      ignore: [...options.ignore],
    });
    expect(states).not.toContain('failed');
    expect(summary.failed).toBe(0);
    expect(summary.best.scoreValidation).toBeGreaterThan(least);
    const told = warnings.filter((warning) => warning.includes('weight 0 in "share"'));
    expect(told).toHaveLength('weight' in options ? 1 : 0);
  },
);
