import { expect, test } from 'vitest';
import { accuracy } from '../../src/metrics/accuracy.js';
import { familyNamed, familyNames, looksAtPictures } from '../../src/models/families.js';
import { createFoldRunner } from '../../src/trial/run-fold.js';
import { trialContext } from '../fixtures/trial-context.js';

const rows = Array.from({ length: 160 }, (_, i) => {
  const x = Math.sin(i * 12.9898) * 3;
  return { x, u: i % 3 === 0 ? 'p' : 'q', y: x + 0.4 * Math.sin(i * 78.233) > 0 ? 'b' : 'a' };
});

test.each(familyNames.filter((name) => name !== 'constant' && !looksAtPictures(name)))(
  'the family %s tells two classes apart in a task that is told to be multiclass',
  async (name) => {
    const { context } = await trialContext(rows, {
      label: 'y',
      task: 'multiclass',
      folds: { folds: 2 },
    });
    const { defaults } = familyNamed(name);
    const few = { epochs: 30, rounds: 30, trees: 30 };
    const shortened = Object.entries(few).filter(([param]) => param in defaults);
    const params = { ...defaults, ...Object.fromEntries(shortened) };
    const config = { family: name, params };
    const outcome = createFoldRunner(
      context,
      () => false,
    )({ kind: 'trial', trial: 1, fold: 0, config });
    if (outcome.kind !== 'done') throw new Error(`${name}: ${outcome.kind}`);
    const held = context.folds[0]?.validation ?? new Int32Array();
    const truth = held.map((row) => context.table.target?.[row] ?? -1);
    const { predictions } = outcome;
    for (let row = 0; row < held.length; row++) {
      expect((predictions[2 * row] ?? 0) + (predictions[2 * row + 1] ?? 0)).toBeCloseTo(1, 9);
    }
    expect(accuracy.score(truth, predictions, context.task)).toBeGreaterThan(0.8);
  },
);
