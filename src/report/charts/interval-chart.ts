import { type Html, html } from '../html.js';
import { type AxisOptions, isShown } from './axis-scale.js';
import { type ChartText, chartFigure, type Figure } from './chart-figure.js';
import { rounded } from './rounded.js';
import { type RowFrame, rowFrame } from './row-frame.js';
import { lineSample, seriesLook, symbolPath, symbolSample } from './series-look.js';
import { shortNumber } from './short-number.js';
import { whiskerMark } from './whisker-mark.js';

export interface IntervalChart extends ChartText {
  readonly axis: AxisOptions;
  /** What the rows are, for the table. */
  readonly of: string;
  /** From above; what is no finite number is left out. */
  readonly rows: readonly IntervalRow[];
  readonly baseline?: { readonly name: string; readonly value: number };
  /** What a marked row is. */
  readonly marked?: string;
}

export interface IntervalRow {
  readonly name: string;
  readonly value: number;
  readonly interval?: readonly [low: number, high: number];
  readonly isMarked?: boolean;
}

/** A mark for each row with its interval, beside a baseline: scores of models. */
export function intervalChart(chart: IntervalChart): Figure {
  const { axis } = chart;
  const rows = chart.rows.filter(({ value }) => isShown(value, axis));
  const baseline =
    chart.baseline && isShown(chart.baseline.value, axis) ? chart.baseline : undefined;
  const hasIntervals = rows.some(({ interval }) => interval);
  const ends = rows.flatMap(({ interval = [] }) => interval).filter((end) => isShown(end, axis));
  const frame = rowFrame(
    axis,
    rows.map(({ name }) => name),
    rows.map(({ value }) => shortNumber(value)),
    [...rows.map(({ value }) => value), ...ends, ...(baseline ? [baseline.value] : [])],
  );
  const line = baseline && baselineMark(frame.x(baseline.value), frame);
  const padding = hasIntervals ? [null, null] : [];
  const level = baseline ? [[baseline.name, baseline.value, ...padding]] : [];
  return chartFigure(chart, {
    width: frame.width,
    height: frame.height,
    marks: rows.length > 0 ? [frame.grid, html`${line}`, ...rows.map(markIn(frame))] : [],
    legend: [
      ...(chart.marked ? [{ name: chart.marked, sample: symbolSample(look(true)) }] : []),
      ...(baseline ? [{ name: baseline.name, sample: lineSample(BASELINE) }] : []),
    ],
    table: {
      head: [chart.of, axis.title, ...(hasIntervals ? ['from', 'to'] : [])],
      rows: [
        ...rows.map(({ name, value, interval }) => [
          name,
          value,
          ...(hasIntervals ? [interval?.[0] ?? null, interval?.[1] ?? null] : []),
        ]),
        ...(rows.length > 0 ? level : []),
      ],
    },
  });
}

const BASELINE = { colour: 'var(--ink)', dash: '4 4' } as const;

function baselineMark(x: number, { top, bottom }: RowFrame): Html {
  return html`<path class="reference" d="M${rounded(x)} ${top}V${bottom}" stroke="${BASELINE.colour}" stroke-dasharray="${BASELINE.dash}" fill="none"/>`;
}

/** Marked rows are diamonds of another colour. */
function look(isMarked: boolean) {
  return isMarked ? { ...seriesLook(3), colour: 'var(--series-2)' } : seriesLook(0);
}

function markIn(frame: RowFrame) {
  return ({ value, interval, isMarked = false }: IntervalRow, row: number): Html => {
    const y = frame.y(row);
    const own = look(isMarked);
    const whisker = interval && whiskerMark(frame.x(interval[0]), frame.x(interval[1]), y);
    return html`${whisker}<path class="mark" transform="translate(${rounded(frame.x(value))} ${y})" d="${symbolPath(own, isMarked ? 130 : 80)}" fill="${own.colour}"/>`;
  };
}
