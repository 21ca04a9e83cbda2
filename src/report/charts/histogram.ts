import type { ScaleKind } from '../../schema/scale-kind.js';
import { type Html, html } from '../html.js';
import type { AxisOptions } from './axis-scale.js';
import { barChart } from './bar-chart.js';
import { type ChartText, chartFigure, type Figure } from './chart-figure.js';
import { type DensityBar, densityBars } from './density-bars.js';
import { axisCell } from './line-table.js';
import { numberText } from './number-table.js';
import { type PlotFrame, plotFrame } from './plot-frame.js';
import { rounded } from './rounded.js';

export interface Histogram extends ChartText {
  readonly axis: Pick<AxisOptions, 'title' | 'kind'>;
  readonly of: Spread;
}

/** What a column holds: evenly spaced quantiles from the least to the greatest value, or rows of each level. */
export type Spread =
  | { readonly kind: ScaleKind; readonly quantiles: readonly number[] }
  | {
      readonly kind: 'levels';
      readonly levels: readonly (readonly [name: string, rows: number])[];
      readonly others: number;
      readonly otherRows: number;
    };

const BARS = 24;

/** How values spread: upright bars over an axis, or a bar for each level. */
export function histogram(chart: Histogram): Figure {
  const { of, id, title, says, axis } = chart;
  if (of.kind === 'levels') {
    const bars = levelBars(of);
    return barChart({ id, title, says, of: axis.title, axis: { title: 'rows' }, bars });
  }
  const { bars, below, above } = densityBars(of.quantiles, BARS);
  const x: AxisOptions = of.kind === 'numbers' ? axis : { ...axis, kind: of.kind };
  const percents = bars.map(({ share }) => 100 * share);
  const frame = plotFrame(
    { x: { ...x, ...domainOf(bars) }, y: { title: '% of rows' } },
    bars.flatMap(({ low, high }) => [low, high]),
    [0, ...percents],
  );
  const left = [below > 0 && partNote(below, 'lowest'), above > 0 && partNote(above, 'highest')];
  return chartFigure(chart, {
    width: frame.width,
    height: frame.height,
    marks: bars.length > 0 ? [frame.grid, barMarks(bars, frame)] : [],
    notes: left.filter((note) => note !== false),
    table: {
      head: [`${axis.title} from`, 'to', '% of rows'],
      rows: bars.map(({ low, high }, i) => [
        axisCell(low, x),
        axisCell(high, x),
        percents[i] ?? null,
      ]),
    },
  });
}

/** A bar for each level, one for all others. */
export function levelBars(of: Extract<Spread, { readonly kind: 'levels' }>) {
  const bars = of.levels.map(([name, value]) => ({ name, value }));
  const rest = { name: `${of.others.toLocaleString('en-US')} others`, value: of.otherRows };
  return of.others > 0 ? [...bars, rest] : bars;
}

/** Bars reach from end to end; a single value stands in the middle. */
function domainOf(bars: readonly DensityBar[]): Pick<AxisOptions, 'domain'> {
  const [low, high] = [bars[0]?.low, bars.at(-1)?.high];
  return low !== undefined && high !== undefined && low < high ? { domain: [low, high] } : {};
}

function partNote(share: number, which: 'lowest' | 'highest'): string {
  return `The ${which} ${numberText(Number((100 * share).toFixed(1)))} % of rows lie far off and are not drawn.`;
}

function barMarks(bars: readonly DensityBar[], frame: PlotFrame): Html {
  const marks = bars.map(({ low, high, share }) => {
    const [from, to] = low < high ? [frame.x(low), frame.x(high)] : lone(frame.x(low));
    const top = rounded(frame.y(100 * share));
    return html`<rect x="${rounded(from + 0.5)}" y="${top}" width="${rounded(Math.max(1, to - from - 1))}" height="${rounded(frame.bottom - top)}"/>`;
  });
  return html`<g class="bars" fill="var(--series-1)" fill-opacity="0.75">${marks}</g>`;
}

function lone(at: number): readonly [number, number] {
  return [at - 12, at + 12];
}
