import { MISSING_BIN } from './bins.js';
import { keepEdge, keepNumeric } from './keep-edge.js';
import type { Split, SplitNode, SplitRules } from './split.js';
import { leafScore, type TreeArena } from './tree-arena.js';

/** Up to so many rows are parted one by one, at a drawn edge or at the best one: clearing and reading 256 bins takes longer. */
const FEW_FOR_DRAWN = 256;
const FEW_FOR_BEST = 32;

/** Filled again for every column. */
const BINS = new Uint8Array(FEW_FOR_DRAWN);
const SORTED = new Uint16Array(FEW_FOR_BEST);

/** Whether numbers of a node are parted row by row, without a histogram; not where sides are bound by rows. */
export function isPartedByRows(
  { rows, counts }: Pick<SplitNode, 'rows' | 'counts'>,
  { randomEdges }: SplitRules,
): boolean {
  return !counts && rows <= (randomEdges ? FEW_FOR_DRAWN : FEW_FOR_BEST);
}

/** What the histogram of a column of numbers would give, found from its rows. */
export function rowSplit(
  arena: TreeArena,
  node: SplitNode,
  column: number,
  limits: SplitRules,
  best: Split,
): void {
  const { order, x } = arena;
  const first = column * x.rows;
  for (let i = 0; i < node.rows; i++) {
    BINS[i] = x.data[first + (order[node.start + i] as number)] as number;
  }
  if (limits.randomEdges) drawnEdge(arena, node, column, limits, best);
  else bestEdge(arena, node, column, limits, best);
}

/** One edge between the least and the largest bin, missing values on a drawn side (Geurts et al. 2006). */
function drawnEdge(
  { order, pairs }: TreeArena,
  { start, rows, total }: SplitNode,
  column: number,
  { lambda, minChildWeight, randomEdges }: SplitRules,
  best: Split,
): void {
  let [low, high] = [MISSING_BIN, -1];
  for (let i = 0; i < rows; i++) {
    const bin = BINS[i] as number;
    if (bin === MISSING_BIN) continue;
    if (bin < low) low = bin;
    if (bin > high) high = bin;
  }
  if (low >= high || !randomEdges) return;
  const last = low + randomEdges.integer(high - low);
  const isMissingLeft = randomEdges.integer(2) === 0;
  let [g, h] = [0, 0];
  for (let i = 0; i < rows; i++) {
    const bin = BINS[i] as number;
    if (bin === MISSING_BIN ? !isMissingLeft : bin > last) continue;
    const at = 2 * (order[start + i] as number);
    g += pairs[at] as number;
    h += pairs[at + 1] as number;
  }
  const restH = total.h - h;
  if (h < minChildWeight || restH < minChildWeight) return;
  const parts = leafScore(g, h, lambda) + leafScore(total.g - g, restH, lambda);
  const gain = parts - leafScore(total.g, total.h, lambda);
  if (!(gain > best.gain)) return;
  best.gain = gain;
  best.leftG = g;
  best.leftH = h;
  keepNumeric(best, column, last, isMissingLeft);
}

/** Every edge between rows that differ, with missing values on the left, then on the right. */
function bestEdge(
  arena: TreeArena,
  node: SplitNode,
  column: number,
  limits: SplitRules,
  best: Split,
): void {
  const { order, pairs } = arena;
  let [present, missingG, missingH] = [0, 0, 0];
  for (let i = 0; i < node.rows; i++) {
    const bin = BINS[i] as number;
    if (bin !== MISSING_BIN) {
      // By insertion: the bin, then the place.
      const key = bin * FEW_FOR_DRAWN + i;
      let at = present++;
      while (at > 0 && (SORTED[at - 1] as number) > key) {
        SORTED[at] = SORTED[at - 1] as number;
        at--;
      }
      SORTED[at] = key;
      continue;
    }
    const at = 2 * (order[node.start + i] as number);
    missingG += pairs[at] as number;
    missingH += pairs[at + 1] as number;
  }
  const hasGaps = present < node.rows;
  const withMissing = hasGaps
    ? scanRows(arena, node, present, missingG, missingH, limits, best)
    : -1;
  const without = scanRows(arena, node, present, 0, 0, limits, best);
  keepEdge(best, column, { withMissing, without, hasGaps, h: node.total.h });
}

/** As the scan of an arena, over sorted rows; the left side starts with these sums. */
function scanRows(
  { order, pairs }: TreeArena,
  { start, total }: SplitNode,
  present: number,
  fromG: number,
  fromH: number,
  { lambda, minChildWeight }: SplitRules,
  best: Split,
): number {
  const whole = leafScore(total.g, total.h, lambda);
  let [g, h, found] = [fromG, fromH, -1];
  for (let i = 0; i < present; i++) {
    const key = SORTED[i] as number;
    const at = 2 * (order[start + (key % FEW_FOR_DRAWN)] as number);
    g += pairs[at] as number;
    h += pairs[at + 1] as number;
    const bin = Math.floor(key / FEW_FOR_DRAWN);
    if (i + 1 < present && Math.floor((SORTED[i + 1] as number) / FEW_FOR_DRAWN) === bin) continue;
    const restH = total.h - h;
    if (h < minChildWeight || restH < minChildWeight) continue;
    const gain = leafScore(g, h, lambda) + leafScore(total.g - g, restH, lambda) - whole;
    if (!(gain > best.gain)) continue;
    found = bin;
    best.gain = gain;
    best.leftG = g;
    best.leftH = h;
  }
  return found;
}
