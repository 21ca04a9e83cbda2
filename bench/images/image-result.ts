import type { Scored } from '../quality/results.js';

/** The share of test pictures whose class was found. */
export interface ImageResult extends Scored {
  readonly test: number;
  readonly validation: number | null;
  readonly seconds: number;
  /** The share of each model in the ensemble, by family. */
  readonly members?: Readonly<Record<string, number>>;
  readonly commit: string;
}
