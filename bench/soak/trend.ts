import type { Vitals } from './vitals.js';

/** Moments before this share of the time are those of a start, and tell nothing. */
const START = 0.2;
/** Standard errors that a slope has to be above nothing: more than by chance, as what lies close in time is alike. */
const SURE = 4;
/** What may be added from the end of the start to the end and is no leak, beside a tenth of what was there. */
const ALLOWED: Vitals = { memory: 16, handles: 4, threads: 2, disk: 2 };

export interface Look {
  readonly seconds: number;
  readonly vitals: Vitals;
}

/** How something went on behind the start. */
export interface Trend {
  readonly of: keyof Vitals;
  /** Of the fitted line. */
  readonly first: number;
  readonly last: number;
  readonly isUpward: boolean;
}

/** A line by least squares through each of what was looked at. */
export function trendsOf(looks: readonly Look[]): readonly Trend[] {
  const end = looks.at(-1)?.seconds ?? 0;
  const behind = looks.filter(({ seconds }) => seconds >= START * end);
  const times = behind.map(({ seconds }) => seconds);
  const names = Object.keys(ALLOWED) as (keyof Vitals)[];
  return names.map((of) => {
    const line = fittedLine(
      times,
      behind.map(({ vitals }) => vitals[of]),
    );
    const first = line.at(times[0] ?? 0);
    const last = line.at(end);
    const isMore = last - first > ALLOWED[of] + first / 10;
    return { of, first, last, isUpward: isMore && line.slope > SURE * line.error };
  });
}

/** With the standard error of its slope. */
function fittedLine(x: readonly number[], y: readonly number[]) {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  const spread = x.reduce((sum, value) => sum + (value - meanX) * (value - meanX), 0);
  const slope =
    x.reduce((sum, value, i) => sum + (value - meanX) * ((y[i] ?? 0) - meanY), 0) / spread;
  const at = (value: number) => meanY + slope * (value - meanX);
  const squares = x.map((value, i) => ((y[i] ?? 0) - at(value)) * ((y[i] ?? 0) - at(value)));
  const error = Math.sqrt((mean(squares) * x.length) / Math.max(1, x.length - 2) / spread);
  return { slope, error, at };
}
