import { shortened } from '../../util/shortened.js';
import { type Html, html } from '../html.js';
import { LETTER } from './axis-scale.js';
import { type ChartText, chartFigure, type Figure } from './chart-figure.js';
import { rounded } from './rounded.js';
import { shortNumber } from './short-number.js';
import { fitted, textWidth } from './text-width.js';

export interface ConfusionChart extends ChartText {
  readonly classes: readonly string[];
  /** Weighted rows by true class (first) and predicted one. */
  readonly counts: readonly (readonly number[])[];
}

/** Above so many classes there is the table alone. */
const MOST_CLASSES = 15;

const WIDTH = 640;
const TOP = 30;
/** Between a name and its row. */
const GAP = 8;
/** What stands above the names of rows. */
const ROWS = 'it is';

/** A heat map of what was true and what was said: shares of the rows of each true class, with their counts. */
export function confusionChart(chart: ConfusionChart): Figure {
  const { classes, counts } = chart;
  const isDrawn = classes.length > 0 && classes.length <= MOST_CLASSES;
  const grid = gridOf(classes);
  const marks = classes.flatMap((name, truth) => [
    html`<text x="${grid.left - GAP}" y="${rounded(grid.top + (truth + 0.5) * grid.high)}" dy="0.35em" text-anchor="end">${rowName(name, grid.letters)}</text>`,
    ...classes.map((_, said) => cellMark(truth, said, chart, grid)),
  ]);
  const many = classes.length > MOST_CLASSES;
  return chartFigure(chart, {
    width: WIDTH,
    height: isDrawn ? grid.top + classes.length * grid.high + 8 : 60,
    marks: isDrawn ? [headMarks(classes, grid), ...marks] : [],
    notes: [
      ...(isDrawn
        ? ['Rows are true classes, columns predicted ones; the darker, the more of the row.']
        : []),
      ...(many ? [`${classes.length} classes are too many to draw: the numbers are below.`] : []),
    ],
    table: {
      head: ['true class', ...classes.map((name) => `taken for ${name}`)],
      rows: classes.map((name, truth) => [
        name,
        ...classes.map((_, said) => counts[truth]?.[said] ?? null),
      ]),
    },
  });
}

interface Grid {
  readonly left: number;
  readonly top: number;
  readonly wide: number;
  readonly high: number;
  /** Of a name on the left. */
  readonly letters: number;
  /** Whether names above stand upright. */
  readonly isTilted: boolean;
  /** Whether numbers have room on a wide screen alone. */
  readonly isFine: boolean;
}

function gridOf(classes: readonly string[]): Grid {
  const count = classes.length;
  const letters = count > 8 ? 12 : 16;
  const longest = Math.max(1, ...classes.map((name) => shortened(name, letters).length));
  const names = classes.map((name) => rowName(name, letters));
  const left = Math.ceil(LETTER.width + GAP + Math.max(...[ROWS, ...names].map(textWidth)));
  const wide = Math.min(150, (WIDTH - left - 8) / Math.max(1, count));
  const isTilted = longest * LETTER.width > wide - 6;
  const top = TOP + (isTilted ? Math.min(longest, 12) * LETTER.width : LETTER.height) + 4;
  const high = Math.max(count > 6 ? 34 : 56, Math.min(70, wide * 0.6));
  return { left, top, wide, high, letters, isTilted, isFine: wide < 62 };
}

function rowName(name: string, letters: number): string {
  return fitted(name, letters, letters * LETTER.width);
}

function headMarks(classes: readonly string[], { left, top, wide, isTilted }: Grid): Html {
  const names = classes.map((name, said) => {
    const x = rounded(left + (said + 0.5) * wide);
    if (!isTilted) return html`<text x="${x}" y="${top - 8}" text-anchor="middle">${name}</text>`;
    return html`<text transform="translate(${x} ${top - 8}) rotate(-90)" dy="0.35em">${shortened(name, 12)}</text>`;
  });
  return html`<text class="muted" x="${left}" y="18">taken for</text><text class="muted" x="${left - GAP}" y="18" text-anchor="end">${ROWS}</text>${names}`;
}

function cellMark(
  truth: number,
  said: number,
  { classes, counts }: ConfusionChart,
  grid: Grid,
): Html {
  const row = (counts[truth] ?? []).map((own) => (Number.isFinite(own) ? own : 0));
  const count = row[said] ?? 0;
  const all = row.reduce((sum, own) => sum + own, 0);
  const share = all > 0 ? count / all : 0;
  const { left, top, wide, high, isFine } = grid;
  const [x, y] = [left + said * wide, top + truth * high];
  const [middle, up] = [rounded(x + wide / 2), rounded(y + high / 2)];
  const percent = `${Math.round(100 * share)} %`;
  const border = truth === said ? html` stroke="var(--ink)"` : html` stroke="var(--grid)"`;
  return html`<rect x="${rounded(x + 1)}" y="${rounded(y + 1)}" width="${rounded(wide - 2)}" height="${rounded(high - 2)}" fill="var(--heat)" fill-opacity="${Math.round(share * 100) / 100}"${border}><title>${classes[truth]} taken for ${classes[said]}: ${shortNumber(count)} rows, ${percent}</title></rect>${count > 0 && cellText(middle, up, shortNumber(count), percent, isFine)}`;
}

function cellText(x: number, y: number, count: string, percent: string, isFine: boolean): Html {
  if (isFine)
    return html`<text class="fine" x="${x}" y="${y}" dy="0.35em" text-anchor="middle" font-size="12">${count}</text>`;
  return html`<text x="${x}" y="${y}" dy="-0.15em" text-anchor="middle">${count}</text><text x="${x}" y="${y}" dy="1.05em" text-anchor="middle">${percent}</text>`;
}
