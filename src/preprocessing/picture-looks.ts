import type { ModelInputs } from '../matrix/model-inputs.js';
import { square } from '../util/elementary/square.js';
import { momentsOf } from './moments.js';
import {
  type DerivedNumbers,
  type FittedDerived,
  type FittedNumeric,
  type NumericPart,
  transformDerived,
} from './numeric-column.js';

/** How many deviations beyond the training rows a value may lie. */
const BEYOND = 3;

/**
 * Directions in which pictures differ keep their sizes beside each other, so that those of least variance stay quiet: all are
 * divided by the same number, by which their mean variance is 1. A missing one is 0, their mean.
 */
export function fitLooks(
  { numbers }: ModelInputs,
  source: string,
  looks: DerivedNumbers,
): { readonly fitted: FittedDerived; readonly part: NumericPart } {
  const moments = looks.columns.map((values) => momentsOf(values.filter(Number.isFinite)));
  const variance = moments.reduce((sum, own) => sum + square(own.deviation), 0) / moments.length;
  const deviation = variance > 0 ? Math.sqrt(variance) : 1;
  const fitted = moments.map(({ low, high }, i): FittedNumeric => {
    const own = { kind: 'numeric', source: `${source}: ${looks.names[i]}` } as const;
    if (numbers === 'raw') return { ...own, steps: null };
    const ends = { low: low / deviation - BEYOND, high: high / deviation + BEYOND };
    const scale = { kind: 'scale-standard', mean: 0, deviation, ...ends } as const;
    const impute = { kind: 'impute-number', value: 0 } as const;
    return {
      ...own,
      steps: { impute, indicate: { kind: 'missing-indicator', active: false }, scale },
    };
  });
  return { fitted, part: transformDerived(fitted, source, looks) };
}
