import type { IsotonicCurve } from '../metrics/calibration.js';

/** Rows at the same place or, once they are pooled, with the same value. */
interface Block {
  /** The first and the last place. */
  from: number;
  to: number;
  weight: number;
  /** The weighted mean. */
  value: number;
}

/**
 * The rising steps that are nearest to values in squares (pool adjacent violators; Barlow et al. 1972), as points of straight
 * lines: the first and the last place of each step. Rows at one place count as their mean.
 */
export function isotonicPoints(
  places: ArrayLike<number>,
  values: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
): { readonly x: readonly number[]; readonly y: readonly number[] } {
  const blocks = pooled(byPlace(places, values, weights));
  const points = blocks.flatMap(({ from, to, value }): [number, number][] =>
    from === to
      ? [[from, value]]
      : [
          [from, value],
          [to, value],
        ],
  );
  return { x: points.map(([x]) => x), y: points.map(([, y]) => y) };
}

/**
 * The isotonic calibration of chances (Zadrozny and Elkan 2002). Its ends stay as far from 0 and 1 as so few rows can tell, by one row more of
 * either kind, so that no answer is surely wrong.
 */
export function fitIsotonic(
  chances: ArrayLike<number>,
  isOwn: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
): IsotonicCurve {
  const blocks = pooled(byPlace(chances, isOwn, weights));
  const { x, y } = isotonicPoints(chances, isOwn, weights);
  const [first, last] = [blocks[0], blocks.at(-1)];
  const low = smoothed(first?.value ?? 0, first?.weight ?? 0);
  const high = smoothed(last?.value ?? 1, last?.weight ?? 0);
  const [least, most] = [Math.min(low, high), Math.max(low, high)];
  return { kind: 'isotonic', x, y: y.map((value) => Math.min(most, Math.max(least, value))) };
}

function smoothed(share: number, rows: number): number {
  return (share * rows + 1) / (rows + 2);
}

function byPlace(
  places: ArrayLike<number>,
  values: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
): readonly Block[] {
  const order = Int32Array.from({ length: places.length }, (_, row) => row).sort(
    (a, b) => (places[a] ?? 0) - (places[b] ?? 0) || a - b,
  );
  const blocks: Block[] = [];
  for (const row of order) {
    const weight = weights?.[row] ?? 1;
    if (!(weight > 0)) continue;
    const place = places[row] ?? 0;
    const last = blocks.at(-1);
    const own = { from: place, to: place, weight, value: values[row] ?? 0 };
    if (last && last.from === place) join(last, own);
    else blocks.push(own);
  }
  return blocks;
}

function pooled(given: readonly Block[]): readonly Block[] {
  const blocks: Block[] = [];
  for (const block of given) {
    let own = { ...block };
    let before = blocks.at(-1);
    while (before && before.value >= own.value) {
      blocks.pop();
      join(before, own);
      own = before;
      before = blocks.at(-1);
    }
    blocks.push(own);
  }
  return blocks;
}

/** Adds one block to another before it. */
function join(block: Block, next: Block): void {
  const weight = block.weight + next.weight;
  block.value += ((next.value - block.value) * next.weight) / weight;
  block.weight = weight;
  block.to = next.to;
}
