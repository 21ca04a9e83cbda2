import { shortened } from '../../util/shortened.js';
import { html } from '../html.js';
import { type AxisOptions, axisScale, LETTER } from './axis-scale.js';
import { type Frame, tickTexts } from './plot-frame.js';
import { rounded } from './rounded.js';
import { fitted, textWidth } from './text-width.js';

/** A name on the left of each row, an axis beneath, a text on the right. */
export interface RowFrame extends Frame {
  /** The middle of a row. */
  readonly y: (row: number) => number;
}

/** How high a row is. */
export const ROW = 30;

const WIDTH = 640;
const TOP = 6;
const BENEATH = 58;
const MOST_LETTERS = 20;
/** Between a name and its row. */
const GAP = 9;

/** The frame in which all of the values have room. */
export function rowFrame(
  axis: AxisOptions,
  names: readonly string[],
  texts: readonly string[],
  values: readonly number[],
): RowFrame {
  const labels = names.map((name) => fitted(name, MOST_LETTERS, MOST_LETTERS * LETTER.width));
  const left = Math.ceil(LETTER.width + GAP + Math.max(...labels.map(textWidth), 0));
  const right = Math.floor(WIDTH - Math.max(2, longest(texts) + 1) * LETTER.width);
  const bottom = TOP + names.length * ROW;
  const scale = axisScale(axis, values, [left, right], 'across');
  const y = (row: number) => TOP + (row + 0.5) * ROW;
  const lines = scale.ticks.map(({ at }) => `M${rounded(at)} ${TOP}V${bottom}`).join('');
  const title = shortened(axis.title, Math.floor(WIDTH / LETTER.width));
  const grid = html`<path class="grid" d="${lines}" stroke="var(--grid)" fill="none"/><g fill="var(--muted)">${tickTexts(scale.ticks, bottom)}</g><text x="${WIDTH - 8}" y="${bottom + 50}" text-anchor="end">${title}</text>${labels.map((label, row) => html`<text x="${left - GAP}" y="${y(row)}" dy="0.35em" text-anchor="end">${label}</text>`)}${texts.map((text, row) => html`<text class="muted" x="${WIDTH - 4}" y="${y(row)}" dy="0.35em" text-anchor="end">${text}</text>`)}`;
  return {
    width: WIDTH,
    height: bottom + BENEATH,
    left,
    right,
    top: TOP,
    bottom,
    x: scale.at,
    y,
    grid,
  };
}

function longest(texts: readonly string[]): number {
  return Math.max(1, ...texts.map((text) => Array.from(text).length));
}
