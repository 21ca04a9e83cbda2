import type { Covered } from '../../conformal/covered.js';
import { quantileFor } from '../../conformal/score-quantiles.js';
import type { Uncertainty } from '../../conformal/uncertainty.js';

/** What intervals, or sets of classes, cover. */
export interface SurenessFacts {
  readonly kind: 'intervals' | 'sets';
  /** The share of rows that was asked to be covered. */
  readonly coverage: number;
  /** Of validation rows, each part of them by the scores of the others, from the least share to the greatest. */
  readonly held: readonly SurenessLevel[];
  /** Of test rows, at the share that was asked for. */
  readonly tested?: SurenessLevel;
  /** Whether intervals are wider where answers stray more. */
  readonly hasSpread: boolean;
  /** How wide all intervals are at the share that was asked for, where they are equally wide; null where it is infinite. */
  readonly width?: number | null;
}

export interface SurenessLevel {
  readonly wanted: number;
  readonly covered: number;
  /** The mean width, or how many classes; null where it is infinite. */
  readonly size: number | null;
}

export function surenessFacts(uncertainty: Uncertainty): SurenessFacts {
  const { kind, coverage, held, tested, scores } = uncertainty;
  const hasSpread = uncertainty.kind === 'intervals' && uncertainty.spread !== undefined;
  const width = 2 * quantileFor(scores, coverage);
  return {
    kind,
    coverage,
    held: Array.from(held.coverages, (wanted, i) =>
      levelOf({ wanted, covered: held.covered[i] ?? 0, size: held.sizes[i] ?? 0 }),
    ),
    ...(tested && { tested: levelOf(tested) }),
    hasSpread,
    ...(kind === 'intervals' && !hasSpread && { width: Number.isFinite(width) ? width : null }),
  };
}

function levelOf({ wanted, covered, size }: Omit<Covered, 'kind'>): SurenessLevel {
  return { wanted, covered, size: Number.isFinite(size) ? size : null };
}
