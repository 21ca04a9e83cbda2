import { binCount, type LevelBins } from './bins.js';
import { levelCost, noiseOf, normalScores } from './level-cost.js';
import { keepLevels, levelsByMean } from './level-split.js';
import { type SketchArena, sketchScore } from './sketch-arena.js';
import { momentsOfGradient, type SketchSums } from './sketch-sums.js';
import type { Split, SplitNode, SplitRules } from './split.js';
import { HISTOGRAM_BINS } from './tree-arena.js';

/** As levelSplit, for several gradients: levels are tried in the order of each, and pay for being sorted by its noise. */
export function sketchLevelSplit(
  arena: SketchArena,
  node: SplitNode<SketchSums>,
  column: number,
  rule: LevelBins,
  limits: SplitRules,
  best: Split,
): void {
  const { width } = arena;
  const size = HISTOGRAM_BINS * width;
  const sums = arena.sums(node.histogram).subarray(column * size, (column + 1) * size);
  for (let gradient = 0; gradient < width - 1; gradient++) {
    const order = { width, gradient, smoothing: limits.levelSmoothing };
    const levels = levelsByMean(sums, binCount(rule), order);
    const noise = noiseOf(momentsOfGradient(node.total, gradient));
    for (const isAscending of [true, false]) {
      const own = isAscending ? levels : levels.toReversed();
      const count = bestParting(sums, node, column, own, noise, limits, best);
      if (count > 0) keepLevels(best, column, own.subarray(0, count));
    }
  }
}

/** How many of the levels go left, from the first on; 0 where none is better than what is found already. */
function bestParting(
  sums: Float64Array,
  { total, rows, counts }: SplitNode<SketchSums>,
  column: number,
  levels: Int32Array,
  noise: number,
  { lambda, minChildWeight, minChildRows, maxLevels }: SplitRules,
  best: Split,
): number {
  const { h, all } = total;
  const left = new Float64Array(all.length);
  const right = new Float64Array(all.length);
  const scores = normalScores(levels.length);
  const whole = sketchScore(all, lambda);
  const least = Math.max(1, minChildRows);
  let [leftRows, drift, found] = [0, 0, 0];
  for (let i = 0; i < Math.min(maxLevels, levels.length - 1); i++) {
    const level = levels[i] as number;
    const place = level * left.length;
    for (let j = 0; j < left.length; j++) {
      left[j] = (left[j] as number) + (sums[place + j] as number);
      right[j] = (all[j] as number) - (left[j] as number);
    }
    const leftH = left.at(-1) as number;
    drift +=
      Math.sqrt(Math.max(0, sums[place + left.length - 1] as number)) * (scores[i] as number);
    leftRows += counts?.[column * HISTOGRAM_BINS + level] ?? 0;
    if (counts && Math.min(leftRows, rows - leftRows) < least) continue;
    if (leftH < minChildWeight || h - leftH < minChildWeight) continue;
    const won = sketchScore(left, lambda) + sketchScore(right, lambda) - whole;
    if (!(won > best.gain)) continue;
    const gain = won - noise * levelCost({ h: leftH, drift }, h);
    if (!(gain > best.gain)) continue;
    Object.assign(best, { gain, leftH });
    found = i + 1;
  }
  return found;
}
