import type { Labels } from '../table/table.js';
import { isOfNumbers, type TaskShape } from '../util/task-kind.js';

/**
 * Validation parts that hold at most one half of each class, so that the rest is trained on: rows above that leave a part, and
 * so do whole units of a binary task, those with most of the class first. Parts that would be empty are left out; where all
 * would be, they stay as they are.
 */
export function trainedByHalf(
  parts: readonly Int32Array[],
  task: TaskShape,
  target: Labels,
  units: Int32Array | undefined,
): readonly Int32Array[] {
  // Of several classes, many may live in one unit alone: that is for the score to tell.
  if (isOfNumbers(task) || (units && task.kind !== 'binary')) return parts;
  const most = countsOf(target).map((count) => Math.floor(count / 2));
  const kept = parts
    .map((part) =>
      units ? withoutUnits(part, target, units, most) : part.filter(within(target, most)),
    )
    .filter(({ length }) => length > 0);
  return kept.length > 0 ? kept : parts;
}

/** Whether a row is among the first of its class, as many as may be held. */
function within(target: Labels, most: readonly number[]): (row: number) => boolean {
  const left = [...most];
  return (row) => {
    const code = target[row] ?? -1;
    left[code] = (left[code] ?? 0) - 1;
    return (left[code] ?? 0) >= 0;
  };
}

function withoutUnits(
  part: Int32Array,
  target: Labels,
  units: Int32Array,
  most: readonly number[],
): Int32Array {
  const counts = countsOf(Array.from(part, (row) => target[row] ?? -1));
  const over = counts.findIndex((count, code) => count > (most[code] ?? 0));
  if (over < 0) return part;
  const ofUnit = new Map<number, number>();
  for (const row of part) {
    const unit = units[row] ?? row;
    if (target[row] === over) ofUnit.set(unit, (ofUnit.get(unit) ?? 0) + 1);
  }
  const largest = [...ofUnit].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
  const rest = part.filter((row) => (units[row] ?? row) !== largest);
  return withoutUnits(rest, target, units, most);
}

function countsOf(codes: ArrayLike<number>): number[] {
  const counts: number[] = [];
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? -1;
    if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  }
  return Array.from(counts, (count) => count ?? 0);
}
