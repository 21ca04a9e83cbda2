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

/** One row of either kind. */
const ONE_OF_EITHER = { weight: 2, value: 0.5 };

/**
 * The rising steps that are nearest to values in squares (pool adjacent violators; Barlow et al. 1972), as points of straight
 * lines: the first and the last place of each step. Rows at one place count as their mean, `atEnds` as more rows at the lowest
 * place and at the highest.
 */
export function isotonicPoints(
  places: ArrayLike<number>,
  values: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
  atEnds?: Pick<Block, 'weight' | 'value'>,
): { readonly x: readonly number[]; readonly y: readonly number[] } {
  const given = byPlace(places, values, weights);
  for (const end of new Set([given[0], given.at(-1)])) {
    if (end && atEnds) join(end, { ...end, ...atEnds });
  }
  const blocks = pooled(given);
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
 * The isotonic calibration of chances (Zadrozny and Elkan 2002). Its ends stay as far from 0 and 1 as so few rows can tell, by one
 * row more of either kind, so that no answer is surely wrong.
 */
export function fitIsotonic(
  chances: ArrayLike<number>,
  isOwn: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
): IsotonicCurve {
  return { kind: 'isotonic', ...isotonicPoints(chances, isOwn, weights, ONE_OF_EITHER) };
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
