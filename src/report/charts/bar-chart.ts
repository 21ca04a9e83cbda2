import { type Html, html } from '../html.js';
import { type AxisOptions, isShown } from './axis-scale.js';
import { type ChartText, chartFigure, type Figure } from './chart-figure.js';
import { rounded } from './rounded.js';
import { ROW, type RowFrame, rowFrame } from './row-frame.js';
import { shortNumber } from './short-number.js';
import { whiskerMark } from './whisker-mark.js';

export interface BarChart extends ChartText {
  /** What the bars measure; the axis is linear and holds zero. */
  readonly axis: Pick<AxisOptions, 'title'>;
  /** What the bars are of, for the table. */
  readonly of: string;
  /** From above; what is no finite number is left out. */
  readonly bars: readonly Bar[];
}

export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly interval?: readonly [low: number, high: number];
}

/** Horizontal bars from zero, with intervals where they are known. */
export function barChart(chart: BarChart): Figure {
  const bars = chart.bars.filter(({ value }) => isShown(value, chart.axis));
  const hasIntervals = bars.some(({ interval }) => interval);
  const ends = bars.flatMap(({ interval = [] }) => interval);
  const frame = rowFrame(
    chart.axis,
    bars.map(({ name }) => name),
    bars.map(({ value }) => shortNumber(value)),
    [0, ...bars.map(({ value }) => value), ...ends],
  );
  return chartFigure(chart, {
    width: frame.width,
    height: frame.height,
    marks:
      bars.length > 0
        ? [frame.grid, ...bars.map((bar, row) => barMark(bar, row, frame)), zeroMark(frame)]
        : [],
    table: {
      head: [chart.of, chart.axis.title, ...(hasIntervals ? ['from', 'to'] : [])],
      rows: bars.map(({ name, value, interval }) => [
        name,
        value,
        ...(hasIntervals ? [interval?.[0] ?? null, interval?.[1] ?? null] : []),
      ]),
    },
  });
}

const THICK = ROW - 10;

function barMark({ name, value, interval }: Bar, row: number, frame: RowFrame): Html {
  const [from, to] = [frame.x(Math.min(0, value)), frame.x(Math.max(0, value))];
  const y = frame.y(row);
  const whisker = interval && whiskerMark(frame.x(interval[0]), frame.x(interval[1]), y);
  return html`<rect x="${rounded(from)}" y="${y - THICK / 2}" width="${rounded(to - from)}" height="${THICK}" fill="var(--series-1)" fill-opacity="0.75"><title>${name}: ${shortNumber(value)}</title></rect>${whisker}`;
}

function zeroMark({ x, top, bottom }: RowFrame): Html {
  return html`<path class="axis" d="M${rounded(x(0))} ${top}V${bottom}" stroke="var(--muted)" fill="none"/>`;
}
