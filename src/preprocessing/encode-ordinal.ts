import { UNSEEN } from '../table/table.js';
import type { Transformer } from './transformer.js';

export interface FittedEncodeOrdinal {
  readonly kind: 'encode-ordinal';
}

/** The place of a level in the order of the schema; missing is −1, and an unseen level has no number. */
export const encodeOrdinal: Transformer<
  Int32Array,
  Float64Array,
  Record<string, never>,
  FittedEncodeOrdinal
> = {
  kind: 'encode-ordinal',
  defaults: {},
  fit(_options, x) {
    const fitted: FittedEncodeOrdinal = { kind: 'encode-ordinal' };
    return { fitted, transformed: this.transform(fitted, x) };
  },
  transform(_fitted, x) {
    const places = new Float64Array(x);
    for (let row = 0; row < x.length; row++) if (x[row] === UNSEEN) places[row] = Number.NaN;
    return places;
  },
};
