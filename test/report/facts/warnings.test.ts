import { expect, test } from 'vitest';
import { rankTrials } from '../../../src/leaderboard/leaderboard.js';
import { rmse } from '../../../src/metrics/rmse.js';
import type { KnownFacts } from '../../../src/report/facts/report-facts.js';
import { warningsOf } from '../../../src/report/facts/warnings.js';
import type { Trial } from '../../../src/trial/trial.js';
import { trialRecord } from '../../fixtures/kept-trial.js';
import { knownFacts } from '../../fixtures/known-facts.js';

/** Warnings of facts that have nothing else to warn of. */
function warnings(judged: Partial<KnownFacts['judged']>, known: Partial<KnownFacts> = {}) {
  return warningsOf(knownFacts({ judged, ...known }));
}

/** Rows of each class, all taken for what they are. */
function right(rows: readonly number[]) {
  const classes = rows.map((_, code) => `class ${code}`);
  const confusion = rows.map((count, code) => rows.map((_, own) => (own === code ? count : 0)));
  return { classes: { classes, confusion, calibration: [] } };
}

test('many classes of equally many rows are not rare, one of a hundredth of the rows is', () => {
  expect(warnings(right(Array(60).fill(100)))).toEqual([]);
  expect(warnings(right([3000, 2940, 60])).join()).toContain('Rare classes (“class 2”)');
});

test('it is not surely better where the difference from the baseline, row by row, may be chance', () => {
  const warned = (low: number) => {
    const interval = [low, 2] as const;
    const overBaseline = { gain: 1, interval, verdict: 'better', text: '' } as const;
    return warnings({ overBaseline }).join();
  };
  expect(warned(0.1)).toBe('');
  expect(warned(-0.1)).toContain('not surely better than the baseline');
});

test('where no model was finished that is told, not that columns tell nothing', () => {
  const feature = { role: 'feature', kind: 'numeric', isDoubtful: false } as const;
  const columns = [{ name: 'x', reason: '', missing: 0, distinct: 9, ...feature }];
  const interval = [0, 0] as const;
  const overBaseline = { gain: 0, interval, verdict: 'no sure difference', text: '' } as const;
  const warned = (...trials: readonly Trial[]) => {
    const leaderboard = rankTrials(trials, rmse);
    return warnings({ overBaseline }, { columns, leaderboard }).join();
  };
  const baseline = trialRecord(0, { config: { family: 'constant', params: {} } });
  const cut = trialRecord(1, { state: 'stopped', score: null });
  expect(warned(baseline, cut)).toBe('No model was finished: it is the constant baseline.');
  expect(warned(baseline, trialRecord(2))).toContain('may tell nothing of the label');
});

test('chances are warned of where they are further off than right ones are by chance', () => {
  const bins = (was: number, rows: number) => ({
    classes: {
      classes: [],
      confusion: [],
      calibration: [{ said: 0.5, was, rows, share: 1, effective: rows }],
    },
  });
  expect(warnings(bins(0.4, 30))).toEqual([]);
  expect(warnings(bins(0.4, 3000)).join()).toContain('Chances are off by 10 %');
});

test('quantiles are warned of where shares at or below them are surely others', () => {
  const told = (below: number) => {
    const own = { quantile: 0.9, below, standardError: 0.01, pinball: 1, baseline: 2 };
    return warnings({ quantiles: { each: [own], middle: 0.9 } }).join();
  };
  // Off by 2 standard errors, and by 13.
  expect(told(0.88)).toBe('');
  expect(told(0.77)).toContain('77 % at 0.9');
});
