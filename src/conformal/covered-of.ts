import type { Truth } from '../metrics/metric.js';
import type { Covered } from './covered.js';
import type { Uncertain } from './open-uncertainty.js';

/** Of rows whose labels are these: numbers, or codes of classes. */
export function coveredOf(
  uncertain: Uncertain,
  truth: Truth,
  weights: Float64Array | undefined,
): Covered {
  const judge = judgeOf(uncertain, truth);
  let [total, covered, size] = [0, 0, 0];
  for (let row = 0; row < truth.length; row++) {
    const weight = weights?.[row] ?? 1;
    if (!(weight > 0)) continue;
    const own = judge(row);
    total += weight;
    covered += weight * Number(own.isCovered);
    size += weight * own.size;
  }
  const { kind, coverage } = uncertain;
  return { kind, wanted: coverage, covered: covered / total, size: size / total };
}

function judgeOf(uncertain: Uncertain, truth: Truth) {
  if (uncertain.kind === 'sets') {
    return (row: number) => {
      const set = uncertain.sets[row] ?? new Int32Array();
      return { isCovered: set.includes(truth[row] ?? -1), size: set.length };
    };
  }
  const { low, high } = uncertain;
  return (row: number) => {
    const [from, to] = [low[row] ?? Number.NaN, high[row] ?? Number.NaN];
    const label = truth[row] ?? Number.NaN;
    return { isCovered: from <= label && label <= to, size: to - from };
  };
}
