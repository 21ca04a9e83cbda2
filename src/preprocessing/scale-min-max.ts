import { momentsOf } from './moments.js';
import { plausibleRange } from './plausible-range.js';
import { scaledBy } from './scaled-by.js';
import type { Transformer } from './transformer.js';

export interface FittedScaleMinMax {
  readonly kind: 'scale-min-max';
  readonly low: number;
  /** Never 0. */
  readonly range: number;
}

/** The training range, without absurd values, becomes 0 to 1; values beyond it are cut off one range away. */
export const scaleMinMax: Transformer<
  Float64Array,
  Float64Array,
  Record<string, never>,
  FittedScaleMinMax
> = {
  kind: 'scale-min-max',
  defaults: {},
  fit(_options, x) {
    const { low, high } = plausibleRange(x, momentsOf(x));
    const range = Math.min(high - low, Number.MAX_VALUE);
    const fitted: FittedScaleMinMax = { kind: 'scale-min-max', low, range: range > 0 ? range : 1 };
    return { fitted, transformed: this.transform(fitted, x) };
  },
  transform: ({ low, range }, x) =>
    x.map((value) => Math.max(-1, Math.min(2, scaledBy(value, low, range)))),
};
