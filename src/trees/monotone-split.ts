import { MISSING_BIN } from './bins.js';
import { keepNumeric } from './keep-edge.js';
import { rowBound } from './row-bound.js';
import {
  type AnswerBounds,
  isPresent,
  NO_BOUNDS,
  type Split,
  type SplitNode,
  type SplitRules,
} from './split.js';
import { HISTOGRAM_BINS, type TreeArena } from './tree-arena.js';

/** The answer of a leaf of these sums, −G / (H + λ), within bounds. */
export function boundedAnswer(
  g: number,
  h: number,
  lambda: number,
  { low, high }: AnswerBounds,
): number {
  const own = h + lambda > 0 ? -g / (h + lambda) : 0;
  return Math.max(low, Math.min(high, own));
}

/**
 * What both sides of a split may answer: of a column with a direction, one side nothing above the middle of both answers, the
 * other nothing below, so that no split further down can turn them (XGBoost; Bartley et al. 2019 on what it costs).
 */
export function boundsOfSides(
  direction: number,
  bounds: AnswerBounds,
  left: number,
  right: number,
): readonly [left: AnswerBounds, right: AnswerBounds] {
  if (direction === 0) return [bounds, bounds];
  const middle = Math.max(bounds.low, Math.min(bounds.high, (left + right) / 2));
  const lower = { ...bounds, high: middle };
  const upper = { ...bounds, low: middle };
  return direction > 0 ? [lower, upper] : [upper, lower];
}

/**
 * The best edge of a column with a direction: every edge, or a drawn one, with missing values on either side, where both
 * answers, kept within the node's bounds, stand in the right order.
 */
export function monotoneSplit(
  arena: TreeArena,
  node: SplitNode,
  column: number,
  bins: number,
  limits: SplitRules,
  best: Split,
): void {
  const sums = arena.sums(node.histogram);
  const missing = sumsAt({ sums, column }, MISSING_BIN);
  const hasGaps = isPresent(missing.g, missing.h);
  const own = { node, column, limits, sums, hasGaps };
  const [first, last] = edgesOf(own, bins);
  if (first > last) return;
  if (hasGaps) scanEdges(own, first, last, true, best);
  scanEdges(own, first, last, false, best);
}

interface Scanned {
  readonly node: SplitNode;
  readonly column: number;
  readonly limits: SplitRules;
  readonly sums: Float64Array;
  readonly hasGaps: boolean;
}

/** The first and the last bin behind which it is parted; none where all rows lie in one bin. */
function edgesOf(own: Scanned, bins: number): readonly [first: number, last: number] {
  const { randomEdges } = own.limits;
  const isFilled = (bin: number) => {
    const { g, h } = sumsAt(own, bin);
    return isPresent(g, h);
  };
  let [low, high] = [0, bins - 1];
  while (low < high && !isFilled(low)) low++;
  while (low < high && !isFilled(high)) high--;
  if (low >= high) return [0, -1];
  if (!randomEdges) return [low, high - 1];
  const drawn = low + randomEdges.integer(high - low);
  return [drawn, drawn];
}

function scanEdges(
  own: Scanned,
  first: number,
  last: number,
  isMissingLeft: boolean,
  best: Split,
): void {
  const { node, column, limits, hasGaps } = own;
  const { total, bounds = NO_BOUNDS } = node;
  const { lambda, minChildWeight, minChildRows, directions } = limits;
  const bound = rowBound(node, column, minChildRows);
  const worth = (g: number, h: number, answer: number) =>
    -2 * g * answer - (h + lambda) * answer * answer;
  const whole = worth(total.g, total.h, boundedAnswer(total.g, total.h, lambda, bounds));
  const from = isMissingLeft ? sumsAt(own, MISSING_BIN) : { g: 0, h: 0 };
  let { g, h } = from;
  let rows = isMissingLeft ? (bound?.counts[MISSING_BIN] ?? 0) : 0;
  for (let bin = 0; bin <= last; bin++) {
    const more = sumsAt(own, bin);
    g += more.g;
    h += more.h;
    rows += bound?.counts[bin] ?? 0;
    const restH = total.h - h;
    if (bin < first || h < minChildWeight || restH < minChildWeight) continue;
    if (bound && Math.min(rows, bound.total - rows) < bound.least) continue;
    const left = boundedAnswer(g, h, lambda, bounds);
    const right = boundedAnswer(total.g - g, restH, lambda, bounds);
    if ((right - left) * (directions?.[column] ?? 0) < 0) continue;
    const gain = worth(g, h, left) + worth(total.g - g, restH, right) - whole;
    if (!(gain > best.gain)) continue;
    Object.assign(best, { gain, leftG: g, leftH: h });
    // Where none was missing, later ones go with the larger part.
    keepNumeric(best, column, bin, hasGaps ? isMissingLeft : h > restH);
  }
}

function sumsAt(
  { sums, column }: Pick<Scanned, 'sums' | 'column'>,
  bin: number,
): { readonly g: number; readonly h: number } {
  const place = 2 * (column * HISTOGRAM_BINS + bin);
  return { g: sums[place] as number, h: sums[place + 1] as number };
}
