import type { ColumnFacts } from './column-facts.js';
import type { NumberFacts } from './number-facts.js';
import type { JudgedFacts, ReportFacts } from './report-facts.js';

/**
 * The facts without anything of single rows: no cells, no true and predicted values, no curves, no least and greatest values. What stays
 * of these is between rows, or a quantile.
 */
export function withoutRows(facts: ReportFacts): ReportFacts {
  const { judged, given, explained, pictures: _training, columns, ...others } = facts;
  return {
    ...others,
    judged: pointless(judged),
    ...(given && { given: pointless(given) }),
    columns: columns.map(endless),
    ...(explained && {
      explained: {
        ...explained,
        worst: [],
        dependence: explained.dependence.map((own) => ({ ...own, curves: [] })),
      },
    }),
    rowsContained: 0,
  };
}

function pointless(judged: JudgedFacts): JudgedFacts {
  return judged.numbers ? { ...judged, numbers: ofManyRows(judged.numbers) } : judged;
}

function ofManyRows(numbers: NumberFacts): NumberFacts {
  const { residuals, ranges } = numbers;
  return {
    ...numbers,
    points: [],
    residuals: withoutEnds(residuals),
    ranges: ranges.map((range, place) => ({
      ...range,
      low: between(ranges[place - 1], range),
      high: between(range, ranges[place + 1]),
    })),
  };
}

type Range = NumberFacts['ranges'][number];

/** In the middle of two ranges; null where there is no other one. */
function between(below: Range | undefined, above: Range | undefined): number | null {
  return below?.high == null || above?.low == null ? null : (below.high + above.low) / 2;
}

function endless(column: ColumnFacts): ColumnFacts {
  const { spread } = column;
  if (spread === undefined || spread.kind === 'levels') return column;
  return { ...column, spread: { ...spread, quantiles: withoutEnds(spread.quantiles) } };
}

/** The quantiles of steps, the least and the greatest as their neighbours. */
function withoutEnds(quantiles: readonly number[]): readonly number[] {
  const inner = quantiles.slice(1, -1);
  return [...inner.slice(0, 1), ...inner, ...inner.slice(-1)];
}
