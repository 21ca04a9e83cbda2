import { type BinRule, binCount, MISSING_BIN } from './bins.js';
import type { GrowRules } from './grow-tree.js';
import { keepNumeric } from './keep-edge.js';
import { levelCost, noiseOf, normalScores } from './level-cost.js';
import { keepLevels, levelsByMean } from './level-split.js';
import type { NodeMoments, NodeSums } from './node-moments.js';
import { countBins } from './row-counts.js';
import { emptySplit, isPresent, type Split, type SplitRules } from './split.js';
import { addGains, HISTOGRAM_BINS, type RowBound, type TreeArena } from './tree-arena.js';

/** What is parted together. */
interface Parted {
  readonly sums: NodeSums;
  readonly histogram: number;
  readonly start: number;
  readonly count: number;
}

/** Nodes of one level, and the sums of all their rows. */
export interface Level {
  readonly nodes: readonly Parted[];
  readonly all: NodeMoments;
  /** Whether rows are counted, so that sides are bound by them too. */
  readonly isCounted: boolean;
}

/** What a column says of a node. */
interface NodeColumn {
  readonly histogram: number;
  /** g and h of each bin. */
  readonly sums: Float64Array;
  readonly total: NodeSums;
  readonly bound: RowBound | undefined;
}

/** A column's sums over all nodes. */
const TOGETHER = new Float64Array(2 * HISTOGRAM_BINS);

/**
 * The split that wins most on all nodes together; a node that it would leave with too little on a side counts nothing. Levels
 * are in the order of their mean gradients over all nodes.
 */
export function symmetricSplit(
  arena: TreeArena,
  level: Level,
  rules: readonly BinRule[],
  limits: GrowRules,
): Split {
  const best = emptySplit();
  best.gain = limits.minGain;
  for (let i = 0; i < limits.columns.length; i++) {
    const column = limits.columns[i] as number;
    const rule = rules[column];
    if (!rule) continue;
    const nodes = level.nodes.map((node) => columnOf(arena, node, column, level, limits));
    if (rule.kind === 'numeric') partNumbers(arena, nodes, column, binCount(rule), limits, best);
    else partLevels(arena, nodes, level.all, column, binCount(rule), limits, best);
  }
  if (best.column < 0) best.gain = 0;
  return best;
}

function columnOf(
  arena: TreeArena,
  { histogram, start, count, sums: total }: Parted,
  column: number,
  { isCounted }: Level,
  { minChildRows }: SplitRules,
): NodeColumn {
  const first = 2 * column * HISTOGRAM_BINS;
  const sums = arena.sums(histogram).subarray(first, first + 2 * HISTOGRAM_BINS);
  if (!isCounted) return { histogram, sums, total, bound: undefined };
  const counts = new Int32Array(HISTOGRAM_BINS);
  countBins(arena, start, count, column, counts);
  return {
    histogram,
    sums,
    total,
    bound: { counts, from: 0, total: count, least: Math.max(1, minChildRows) },
  };
}

function partNumbers(
  arena: TreeArena,
  nodes: readonly NodeColumn[],
  column: number,
  bins: number,
  { lambda, minChildWeight }: SplitRules,
  best: Split,
): void {
  const { withMissing, without } = arena.gains;
  withMissing.fill(0, 0, bins);
  without.fill(0, 0, bins);
  const missing = nodes.map(({ sums }) => missingSums(sums));
  const hasGaps = missing.some(({ g, h }) => isPresent(g, h));
  for (const [i, { histogram, total, bound }] of nodes.entries()) {
    const scan = { bins, from: NONE, total, lambda, minChildWeight, bound };
    arena.addGains(histogram, column, scan, 'without');
    if (!hasGaps) continue;
    const own = bound && { ...bound, from: bound.counts[MISSING_BIN] ?? 0 };
    const from = missing[i] ?? NONE;
    arena.addGains(histogram, column, { ...scan, from, bound: own }, 'withMissing');
  }
  let found = -1;
  for (let bin = 0; bin < bins; bin++) {
    const gain = Math.max(withMissing[bin] as number, without[bin] as number);
    if (!(gain > best.gain)) continue;
    best.gain = gain;
    found = bin;
  }
  if (found < 0) return;
  // Where none was missing, later ones go with the larger part.
  const isMissingLeft = hasGaps
    ? (withMissing[found] as number) > (without[found] as number)
    : isLeftLarger(nodes, found);
  keepNumeric(best, column, found, isMissingLeft);
}

const NONE: NodeSums = { g: 0, h: 0 };

/** Of a node's rows without a value in a column. */
function missingSums(sums: Float64Array): NodeSums {
  const [g, h] = [sums[2 * MISSING_BIN] as number, sums[2 * MISSING_BIN + 1] as number];
  return isPresent(g, h) ? { g, h } : NONE;
}

/** Whether the bins of a column up to this one hold more than half of all hessians. */
function isLeftLarger(nodes: readonly NodeColumn[], last: number): boolean {
  let [left, all] = [0, 0];
  for (const { sums, total } of nodes) {
    for (let bin = 0; bin <= last; bin++) left += sums[2 * bin + 1] as number;
    all += total.h;
  }
  return 2 * left > all;
}

/** Levels that go left, from the least mean gradient on; less what as many would win if they said nothing. */
function partLevels(
  arena: TreeArena,
  nodes: readonly NodeColumn[],
  all: NodeMoments,
  column: number,
  bins: number,
  limits: SplitRules,
  best: Split,
): void {
  sumTogether(nodes, bins);
  const order = { width: 2, gradient: 0, smoothing: limits.levelSmoothing };
  const levels = levelsByMean(TOGETHER, bins, order);
  const noise = noiseOf(all);
  const scores = normalScores(levels.length);
  const gains = arena.gains.without.fill(0, 0, levels.length);
  const { lambda, minChildWeight } = limits;
  const scan = { bins: levels.length, from: NONE, lambda, minChildWeight };
  for (const node of nodes) {
    const { sums, total, bound } = inOrder(node, levels);
    addGains(sums, 0, { ...scan, total, bound }, gains);
  }
  const left = { h: 0, drift: 0 };
  let found = -1;
  for (let i = 0; i + 1 < levels.length; i++) {
    const ownH = TOGETHER[2 * (levels[i] as number) + 1] as number;
    left.h += ownH;
    left.drift += Math.sqrt(Math.max(0, ownH)) * (scores[i] as number);
    const gain = (gains[i] as number) - noise * levelCost(left, all.h);
    if (!(gain > best.gain)) continue;
    best.gain = gain;
    found = i;
  }
  if (found >= 0) keepLevels(best, column, levels.subarray(0, found + 1));
}

/** The column with these levels as its first bins. */
function inOrder(node: NodeColumn, levels: Int32Array): NodeColumn {
  const { sums, bound } = node;
  const own = new Float64Array(2 * levels.length);
  const counts = new Int32Array(levels.length);
  for (const [i, level] of levels.entries()) {
    own[2 * i] = sums[2 * level] as number;
    own[2 * i + 1] = sums[2 * level + 1] as number;
    counts[i] = bound?.counts[level] ?? 0;
  }
  return { ...node, sums: own, bound: bound && { ...bound, counts } };
}

/** The sums of all nodes in the bins of a column, and in that of missing values. */
function sumTogether(nodes: readonly NodeColumn[], bins: number): void {
  TOGETHER.fill(0);
  for (const { sums } of nodes) {
    const add = (place: number) => {
      TOGETHER[place] = (TOGETHER[place] as number) + (sums[place] as number);
    };
    for (let place = 0; place < 2 * bins; place++) add(place);
    add(2 * MISSING_BIN);
    add(2 * MISSING_BIN + 1);
  }
}
