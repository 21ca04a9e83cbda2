/** The share of rows between two values. */
export interface DensityBar {
  readonly low: number;
  readonly high: number;
  readonly share: number;
}

export interface Density {
  readonly bars: readonly DensityBar[];
  /** Shares of rows below and above what is shown, where a few lie far off. */
  readonly below: number;
  readonly above: number;
}

/** How many times as far as the middle 98 % all values reach before the ends are left out. */
const FAR = 4;

/**
 * Bars of equal width from evenly spaced quantiles: between two of them rows are taken to lie evenly, and equal quantiles are a value
 * that many rows have. Empty where a quantile is no number.
 */
export function densityBars(quantiles: readonly number[], count: number): Density {
  const [low, high] = [quantiles[0] ?? Number.NaN, quantiles.at(-1) ?? Number.NaN];
  if (quantiles.length === 0 || !quantiles.every(Number.isFinite))
    return { bars: [], below: 0, above: 0 };
  if (low === high) return { bars: [{ low, high, share: 1 }], below: 0, above: 0 };
  const [from, to] = shownRange(quantiles);
  const edges = Array.from({ length: count + 1 }, (_, i) =>
    i === count ? to : from + (i * (to - from)) / count,
  );
  // What stands on an edge belongs to the bar above it, at the upper end to the one below.
  const under = edges.map((edge, i) =>
    i === count ? upTo(quantiles, edge) : below(quantiles, edge),
  );
  const bars = edges.slice(1).map((edge, i) => ({
    low: edges[i] ?? from,
    high: edge,
    share: (under[i + 1] ?? 0) - (under[i] ?? 0),
  }));
  return { bars, below: under[0] ?? 0, above: 1 - (under[count] ?? 1) };
}

function shownRange(quantiles: readonly number[]): readonly [number, number] {
  const last = quantiles.length - 1;
  const [low, high] = [quantiles[0] ?? 0, quantiles[last] ?? 0];
  const cut = Math.ceil(last / 100);
  const [from, to] = [quantiles[cut] ?? low, quantiles[last - cut] ?? high];
  return to > from && last >= 100 && high - low > FAR * (to - from) ? [from, to] : [low, high];
}

/** The share of rows less than a value. */
function below(quantiles: readonly number[], value: number): number {
  const next = quantiles.findIndex((quantile) => quantile >= value);
  if (next < 0) return 1;
  return next === 0 ? 0 : between(quantiles, next - 1, value);
}

/** The share of rows that are a value or less. */
function upTo(quantiles: readonly number[], value: number): number {
  const place = quantiles.findLastIndex((quantile) => quantile <= value);
  if (place < 0) return 0;
  return place === quantiles.length - 1 ? 1 : between(quantiles, place, value);
}

function between(quantiles: readonly number[], place: number, value: number): number {
  const [low, high] = [quantiles[place] ?? 0, quantiles[place + 1] ?? 0];
  const part = high > low ? (value - low) / (high - low) : 0;
  return (place + part) / (quantiles.length - 1);
}
