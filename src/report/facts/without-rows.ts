import type { BinaryFacts, ThresholdStep } from './class-facts.js';
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
  const { numbers, classes, rows } = judged;
  return {
    ...judged,
    ...(numbers && { numbers: ofManyRows(numbers) }),
    ...(classes?.binary && { classes: { ...classes, binary: inLargeSteps(classes.binary, rows) } }),
  };
}

/** Rows between two thresholds: of fewer these would tell what single ones are, and what was said of them. */
const LEAST_ROWS = 5;

/** The steps that the predictor's own is among, and those that many rows lie between. */
function inLargeSteps(binary: BinaryFacts, rows: number): BinaryFacts {
  const { steps, threshold } = binary;
  const takenBy = ({ truePositive, falsePositive, unknownPositive = 0 }: ThresholdStep) =>
    truePositive + falsePositive + unknownPositive;
  const [first, last] = [steps.at(0), steps.at(-1)];
  if (!first || !last) return binary;
  const least = (LEAST_ROWS * takenBy(last)) / rows;
  const own = steps.findLast((step) => step.threshold >= threshold) ?? first;
  const kept = [first, own, last];
  for (const step of steps) {
    if (kept.every((other) => Math.abs(takenBy(step) - takenBy(other)) >= least)) kept.push(step);
  }
  return { ...binary, steps: steps.filter((step) => kept.includes(step)) };
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
