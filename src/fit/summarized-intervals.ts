import type { Covered } from '../conformal/covered.js';
import { heldAt } from '../conformal/held-coverage.js';
import type { Uncertainty } from '../conformal/uncertainty.js';

/** What intervals, or sets of classes, cover; sizes are null where they hold everything. */
export interface SummarizedIntervals extends Covered {
  /** Of test rows. */
  readonly tested?: Covered;
}

/** At the coverage that was asked for. */
export function summarizedIntervals({
  kind,
  coverage,
  held,
  tested,
}: Uncertainty): SummarizedIntervals {
  return { kind, wanted: coverage, ...heldAt(held, coverage), ...(tested && { tested }) };
}
