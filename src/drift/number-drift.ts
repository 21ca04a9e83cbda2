import type { NumberSpread } from '../predictor/column-spreads.js';
import { quantileSorted } from '../preprocessing/quantile-sorted.js';
import { momentText } from '../schema/moment-text.js';
import type { ScaleKind } from '../schema/scale-kind.js';
import type { ColumnKind } from '../schema/schema.js';
import type { ColumnNumbers } from '../table/table.js';
import { formatNumber } from '../util/format-number.js';
import { beyondChance } from './beyond-chance.js';
import type { ColumnDrift } from './drift.js';
import { type Judging, judgeColumn, missingBin } from './judge-column.js';
import { kolmogorovSmirnov } from './kolmogorov-smirnov.js';
import type { DriftBin } from './population-stability.js';
import { placeAfter, placeOf, shareUpTo } from './quantile-shares.js';

/** Deciles, as is usual; of fewer rows fewer bins, so that each holds some by chance. */
const BINS = 10;
const ROWS_A_BIN = 5;
/** Where many rows have the same value, shares of training are known to half a step of its quantiles. */
const ROUGHNESS = 0.005;

/** How numbers or dates differ from the quantiles of training. */
export function numberDrift(
  spread: NumberSpread,
  values: ColumnNumbers,
  { kind, scale = 'numbers' }: { readonly kind: ColumnKind; readonly scale?: ScaleKind },
  judging: Judging,
): ColumnDrift {
  const { name, quantiles } = spread;
  const { rows } = judging;
  const sorted = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
  const present = Math.min(rows.trained - spread.missing, judging.quantileRows);
  const missing = {
    trained: spread.missing / rows.trained,
    now: (rows.now - sorted.length) / rows.now,
  };
  const text = scale === 'numbers' ? formatNumber : textOfMoments(scale === 'times');
  const most = Math.floor(Math.min(present, sorted.length) / ROWS_A_BIN);
  const inside = numberBins(quantiles, sorted, Math.max(2, Math.min(BINS, most)), text);
  const bins = [
    ...inside.map((bin) => ({
      ...bin,
      trained: bin.trained * (1 - missing.trained),
      now: bin.now * (1 - missing.now),
    })),
    ...missingBin(missing),
  ];
  const isBoth = quantiles.length > 0 && sorted.length > 0;
  const ks = isBoth ? kolmogorovSmirnov(quantiles, present, sorted) : undefined;
  const beyond = isBoth ? beyondRange(quantiles, sorted) : undefined;
  const chances = [beyond?.below ?? 0, beyond?.above ?? 0].map((count) =>
    beyondChance(count, rows.trained - spread.missing, sorted.length),
  );
  return {
    ...judgeColumn(
      {
        name,
        kind,
        bins,
        trainedRows: Math.min(rows.trained, judging.quantileRows),
        roughness: isHeaped(quantiles) ? ROUGHNESS : 0,
        others: [ks?.pValue ?? 1, ...chances],
      },
      judging,
    ),
    scale,
    missing,
    medians: { trained: medianOf(quantiles), now: medianOf(sorted) },
    ...(ks && { ks }),
    ...(beyond && { beyond }),
  };
}

/**
 * Shares of the values that are there, by so many bins at most of equal shares of training. Where many rows have the least or the
 * largest value, what lies beyond it has a bin of its own.
 */
export function numberBins(
  quantiles: Float64Array,
  sorted: Float64Array,
  most: number,
  text: (value: number) => string,
): readonly DriftBin[] {
  if (quantiles.length === 0 || sorted.length === 0) {
    const [trained, now] = [quantiles.length, sorted.length].map((count) => Number(count > 0));
    return [{ name: 'with a value', trained: trained ?? 0, now: now ?? 0 }];
  }
  const edges = edgesOf(quantiles, most);
  const upTo = (place: number) => {
    const edge = edges[place];
    if (place < 0) return { trained: 0, now: 0 };
    if (edge === undefined) return { trained: 1, now: 1 };
    return { trained: shareUpTo(quantiles, edge), now: placeAfter(sorted, edge) / sorted.length };
  };
  const bins = Array.from({ length: edges.length + 1 }, (_, place): DriftBin => {
    const [low, high] = [upTo(place - 1), upTo(place)];
    const [from, to] = [edges[place - 1], edges[place]];
    const name = from === undefined ? `≤ ${text(to ?? 0)}` : `> ${text(from)}`;
    return {
      name: from === undefined || to === undefined ? name : `${text(from)} – ${text(to)}`,
      trained: high.trained - low.trained,
      now: high.now - low.now,
    };
  });
  const [least = 0] = quantiles;
  const all = edges[0] === least ? withoutLower(bins, least, sorted, text) : bins;
  return all.filter(({ trained, now }) => trained > 0 || now > 0);
}

/** The first bin, of the least value of training and what is below, as two. */
function withoutLower(
  [first, ...others]: readonly DriftBin[],
  least: number,
  sorted: Float64Array,
  text: (value: number) => string,
): readonly DriftBin[] {
  const below = placeOf(sorted, least) / sorted.length;
  const { trained = 0, now = 0 } = first ?? {};
  return [
    { name: `< ${text(least)}`, trained: 0, now: below },
    { name: text(least), trained, now: now - below },
    ...others,
  ];
}

/** Ascending, each once; the ends of training alone where many rows have that value, which stands alone where most have it. */
function edgesOf(quantiles: Float64Array, most: number): readonly number[] {
  const steps = quantiles.length - 1;
  const end = quantiles[steps] ?? 0;
  const inner = Array.from(
    { length: most - 1 },
    (_, i) => quantiles[Math.round((steps * (i + 1)) / most)] ?? 0,
  );
  const edges = [...new Set(inner)];
  const below = quantiles[placeOf(quantiles, end) - 1];
  return edges[0] === end && below !== undefined ? [below, end] : edges;
}

function isHeaped(quantiles: Float64Array): boolean {
  return new Set(quantiles).size < quantiles.length;
}

function beyondRange(quantiles: Float64Array, sorted: Float64Array) {
  const [low = 0, high = 0] = [quantiles[0], quantiles.at(-1)];
  const below = placeOf(sorted, low);
  return { low, high, below, above: sorted.length - placeAfter(sorted, high) };
}

function medianOf(sorted: Float64Array): number | null {
  return sorted.length > 0 ? quantileSorted(sorted, 0.5) : null;
}

function textOfMoments(areTimes: boolean): (moment: number) => string {
  return (moment) => momentText(moment, areTimes) ?? formatNumber(moment);
}
