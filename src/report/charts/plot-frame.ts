import { shortened } from '../../util/shortened.js';
import { type Html, html } from '../html.js';
import { type AxisOptions, type AxisScale, axisScale, LETTER, type Tick } from './axis-scale.js';
import { rounded } from './rounded.js';

export interface FrameOptions {
  readonly x: AxisOptions;
  readonly y: AxisOptions;
  /** Whether the plot is about as high as it is wide. */
  readonly isSquare?: boolean;
}

/** A drawing, and what of it lies between the axes. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: (value: number) => number;
  /** To be drawn first. */
  readonly grid: Html;
}

/** Axes with a grid, and where values stand between them. */
export interface PlotFrame extends Frame {
  readonly y: (value: number) => number;
}

const WIDTH = 640;
const TOP = 36;
const RIGHT = 24;
const BENEATH = 58;

/** The frame in which all of the values have room. */
export function plotFrame(
  { x, y, isSquare }: FrameOptions,
  xs: readonly number[],
  ys: readonly number[],
): PlotFrame {
  const height = isSquare ? 560 : 380;
  const bottom = height - BENEATH;
  const up = axisScale(y, ys, [bottom, TOP], 'up');
  const letters = Math.max(1, ...up.ticks.map(({ label }) => label.length));
  const left = Math.ceil((letters + 1) * LETTER.width);
  const right = WIDTH - RIGHT;
  const across = axisScale(x, xs, [left, right], 'across');
  const box = { width: WIDTH, height, left, right, top: TOP, bottom };
  return { ...box, x: across.at, y: up.at, grid: gridOf(box, across, up, x.title, y.title) };
}

type Box = Pick<PlotFrame, 'height' | 'left' | 'right' | 'top' | 'bottom'>;

function gridOf(box: Box, x: AxisScale, y: AxisScale, xTitle: string, yTitle: string): Html {
  const { left, right, top, bottom, height } = box;
  const most = Math.floor((right - left) / LETTER.width);
  const across = y.ticks.map(({ at }) => html`M${left} ${rounded(at)}H${right}`);
  const up = x.ticks.map(({ at }) => html`M${rounded(at)} ${top}V${bottom}`);
  return html`<path class="grid" d="${pathOf([...across, ...up])}" stroke="var(--grid)" fill="none"/><path class="axis" d="M${left} ${top}V${bottom}H${right}" stroke="var(--muted)" fill="none"/><g fill="var(--muted)">${tickTexts(x.ticks, bottom)}${y.ticks.map(({ at, label }) => html`<text x="${left - 7}" y="${rounded(at)}" dy="0.35em" text-anchor="end">${label}</text>`)}</g><text x="4" y="18">${shortened(yTitle, most + 4)}</text><text x="${right}" y="${height - 8}" text-anchor="end">${shortened(xTitle, most)}</text>`;
}

/** Labels beneath an axis. */
export function tickTexts(ticks: readonly Tick[], bottom: number): readonly Html[] {
  return ticks.map(
    ({ at, label }) =>
      html`<text x="${rounded(at)}" y="${bottom + 8}" dy="0.8em" text-anchor="middle">${label}</text>`,
  );
}

function pathOf(parts: readonly Html[]): string {
  return parts.map(({ text }) => text).join('');
}
