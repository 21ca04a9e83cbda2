import type { Offset } from './arena.js';

/** What a norm layer reads: x, and scale and shift, tables of one row. */
export interface NormPlaces {
  readonly x: Offset;
  readonly scale: Offset;
  readonly shift: Offset;
}

/** Means and variances of the columns, tables of one row. */
export interface Moments {
  readonly mean: Offset;
  readonly variance: Offset;
}

/** Where the gradients of a norm layer go. */
export interface NormGradients {
  readonly dx: Offset;
  readonly dscale: Offset;
  readonly dshift: Offset;
}
