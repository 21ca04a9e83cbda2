import { type Html, html } from '../html.js';
import { type ChartText, chartFigure, type Figure } from './chart-figure.js';
import { rounded } from './rounded.js';

export interface CoveredPictureChart extends ChartText {
  /** A PNG in base64. */
  readonly png: string;
  /** Places along a side. */
  readonly grid: number;
  /** What the answer loses where a place is covered, row after row. */
  readonly losses: readonly number[];
}

const SIDE = 200;
const GAP = 12;
/** The darkest that a place is covered in the drawing: what is below is still seen. */
const DARKEST = 0.8;

/** A picture, and the same under a map of what its answer hangs on. */
export function coveredPicture(chart: CoveredPictureChart): Figure {
  const right = SIDE + GAP;
  return chartFigure(chart, {
    width: right + SIDE,
    height: SIDE,
    marks: [
      pictureMark(chart.png, 0),
      pictureMark(chart.png, right),
      veil(right),
      ...placeMarks(chart, right),
    ],
    table: { head: [], rows: [] },
  });
}

function pictureMark(png: string, x: number): Html {
  return html`<image href="data:image/png;base64,${png}" x="${x}" y="0" width="${SIDE}" height="${SIDE}"/>`;
}

/** So that the map stands out from whatever colours the picture has. */
function veil(x: number): Html {
  return html`<rect x="${x}" y="0" width="${SIDE}" height="${SIDE}" fill="var(--paper)" fill-opacity="0.55"/>`;
}

function placeMarks({ grid, losses }: CoveredPictureChart, left: number): readonly Html[] {
  const most = Math.max(0, ...losses);
  const size = SIDE / grid;
  return losses.flatMap((loss, place) => {
    const opacity = most > 0 ? (DARKEST * Math.max(0, loss)) / most : 0;
    if (opacity < 0.01) return [];
    const [x, y] = [left + (place % grid) * size, Math.floor(place / grid) * size];
    return html`<rect x="${rounded(x)}" y="${rounded(y)}" width="${rounded(size)}" height="${rounded(size)}" fill="var(--series-2)" fill-opacity="${Math.round(100 * opacity) / 100}"/>`;
  });
}
