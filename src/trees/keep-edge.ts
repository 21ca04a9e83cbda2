import { MISSING_BIN } from './bins.js';
import type { Split } from './split.js';

/** What two scans over a column's edges have found: the last bin on the left, −1 for none; of a node of hessian `h`. */
interface ScannedEdges {
  /** With missing values on the left. */
  readonly withMissing: number;
  /** The later scan: found only where it is better. */
  readonly without: number;
  readonly hasGaps: boolean;
  readonly h: number;
}

export function keepEdge(
  best: Split,
  column: number,
  { withMissing, without, hasGaps, h }: ScannedEdges,
): void {
  const lastLeft = without >= 0 ? without : withMissing;
  if (lastLeft < 0) return;
  // Where none was missing, later ones go with the larger part.
  const isMissingLeft = hasGaps ? without < 0 : best.leftH > h - best.leftH;
  keepNumeric(best, column, lastLeft, isMissingLeft);
}

/** Bins up to `lastLeft` go left. */
export function keepNumeric(
  best: Split,
  column: number,
  lastLeft: number,
  isMissingLeft: boolean,
): void {
  best.column = column;
  best.lastLeft = lastLeft;
  best.missingLeft = isMissingLeft;
  best.goesLeft.fill(0);
  best.goesLeft.fill(1, 0, lastLeft + 1);
  best.goesLeft[MISSING_BIN] = Number(isMissingLeft);
}
