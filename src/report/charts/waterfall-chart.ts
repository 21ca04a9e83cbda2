import { type Html, html } from '../html.js';
import type { AxisOptions } from './axis-scale.js';
import { type ChartText, chartFigure, type Figure } from './chart-figure.js';
import { rounded } from './rounded.js';
import { ROW, type RowFrame, rowFrame } from './row-frame.js';
import { boxSample } from './series-look.js';
import { shortNumber } from './short-number.js';

export interface WaterfallChart extends ChartText {
  /** What is added up. */
  readonly axis: Pick<AxisOptions, 'title'>;
  /** What the steps are of, for the table. */
  readonly of: string;
  readonly base: { readonly name: string; readonly value: number };
  readonly answer: { readonly name: string; readonly value: number };
  /** The largest first; those beyond the ones shown are one step. */
  readonly steps: readonly WaterfallStep[];
}

export interface WaterfallStep {
  readonly name: string;
  readonly value: number;
}

const MOST_STEPS = 10;

/** From a base, step by step, to an answer: contributions. */
export function waterfallChart(chart: WaterfallChart): Figure {
  const { base, answer, axis } = chart;
  const isDrawn = Number.isFinite(base.value) && Number.isFinite(answer.value);
  const bars = isDrawn ? barsOf(chart) : [];
  const frame = rowFrame(
    axis,
    bars.map(({ name }) => name),
    bars.map(({ text }) => text),
    bars.flatMap(({ from, to }) => [from, to]),
  );
  return chartFigure(chart, {
    width: frame.width,
    height: frame.height,
    marks: isDrawn ? [frame.grid, ...bars.map((bar, row) => barMark(bar, row, bars, frame))] : [],
    legend: isDrawn
      ? [
          { name: 'raises it', sample: boxSample(RAISES, 0.8) },
          { name: 'lowers it', sample: loweringSample },
        ]
      : [],
    table: {
      head: [chart.of, axis.title],
      rows: [
        [base.name, base.value],
        ...chart.steps.map(({ name, value }) => [name, value]),
        [answer.name, answer.value],
      ],
    },
  });
}

interface WaterfallBar {
  readonly name: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly isTotal: boolean;
}

/** The last step has what the shown ones leave, so that all lead to the answer. */
function barsOf({ base, answer, steps }: WaterfallChart): readonly WaterfallBar[] {
  const known = steps.filter(({ value }) => Number.isFinite(value));
  const shown = known.length > MOST_STEPS ? known.slice(0, MOST_STEPS - 1) : known;
  const sum = shown.reduce((total, { value }) => total + value, base.value);
  const rest = answer.value - sum;
  const others = known.length - shown.length;
  const isRest = others > 0 || Math.abs(rest) > 1e-6 * (Math.abs(answer.value) + Math.abs(sum));
  const name = others > 0 ? `${others} others` : 'not told apart';
  let at = base.value;
  const bars = [...shown, ...(isRest ? [{ name, value: rest }] : [])].map((step) => {
    const from = at;
    at += step.value;
    const text = `${step.value > 0 ? '+' : ''}${shortNumber(step.value)}`;
    return { name: step.name, text, from, to: at, isTotal: false };
  });
  const total = ({ name: own, value }: WaterfallStep): WaterfallBar => ({
    name: own,
    text: shortNumber(value),
    from: value,
    to: value,
    isTotal: true,
  });
  return [total(base), ...bars, total(answer)];
}

const THICK = ROW - 10;
const RAISES = 'var(--series-1)';
const LOWERS = 'var(--series-2)';
const loweringSample = html`<path d="M7 1H21V11H7Z" fill="${LOWERS}" fill-opacity="0.3" stroke="${LOWERS}" stroke-width="1.5"/>`;

/** What lowers is hollow too, so that it is told without colours. */
function barMark(
  bar: WaterfallBar,
  row: number,
  bars: readonly WaterfallBar[],
  frame: RowFrame,
): Html {
  const y = frame.y(row);
  const [from, to] = [rounded(frame.x(bar.from)), rounded(frame.x(bar.to))];
  const link =
    row < bars.length - 1 &&
    html`<path d="M${to} ${y - THICK / 2}V${y + ROW + THICK / 2}" stroke="var(--muted)" stroke-dasharray="2 2"/>`;
  if (bar.isTotal)
    return html`${link}<path d="M${to} ${y - THICK / 2}v${THICK}" stroke="var(--ink)" stroke-width="4"/>`;
  const [x, width] = [Math.min(from, to), rounded(Math.max(1, Math.abs(to - from)))];
  const isRaising = bar.to >= bar.from;
  const look = isRaising
    ? html`fill="${RAISES}" fill-opacity="0.8"`
    : html`fill="${LOWERS}" fill-opacity="0.3" stroke="${LOWERS}" stroke-width="1.5"`;
  return html`${link}<rect x="${x}" y="${y - THICK / 2}" width="${width}" height="${THICK}" ${look}><title>${bar.name}: ${bar.text}</title></rect>`;
}
