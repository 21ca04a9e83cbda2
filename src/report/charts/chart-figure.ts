import { type Html, html } from '../html.js';
import { type NumberTable, numberTable } from './number-table.js';

/** What every chart is told. */
export interface ChartText {
  /** Prefix of the ids in it, of which a page has each once: a letter, then letters, digits and dashes. */
  readonly id: string;
  readonly title: string;
  /** What is seen, in a sentence, for those who cannot. */
  readonly says: string;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Html[];
  readonly legend?: readonly LegendEntry[];
  /** Sentences beneath the title, such as what is left out. */
  readonly notes?: readonly string[];
  readonly table: NumberTable;
}

/** A chart as markup, with the numbers behind it for where it is not drawn. */
export interface Figure extends Html {
  readonly table: NumberTable;
}

export interface LegendEntry {
  readonly name: string;
  /** In a box of 28 by 12. */
  readonly sample: Html;
}

/** A drawing with its title, what it says, its legend and its numbers. */
export function chartFigure({ id, title, says }: ChartText, drawing: Drawing): Figure {
  const { width, height, marks, legend = [], notes = [], table } = drawing;
  const small = notes.length > 0 && html`<small>${notes.join(' ')}</small>`;
  const isEmpty = marks.length === 0;
  const drawn = isEmpty ? emptyMark(width, height) : marks;
  const figure = html`<figure class="chart"><figcaption>${title}${small}</figcaption>${legend.length > 0 && legendHtml(legend)}<svg role="img" aria-labelledby="${id}-title ${id}-desc" viewBox="0 0 ${width} ${height}" width="100%" font-size="14" fill="var(--ink)"><title id="${id}-title">${title}</title><desc id="${id}-desc">${isEmpty ? 'There is nothing to draw.' : says}</desc>${drawn}</svg>${table.rows.length > 0 && numberTable(table)}</figure>`;
  return { ...figure, table };
}

/** What stands in place of a chart without data. */
function emptyMark(width: number, height: number): Html {
  return html`<text class="muted" x="${width / 2}" y="${height / 2}" text-anchor="middle">Nothing to draw</text>`;
}

function legendHtml(legend: readonly LegendEntry[]): Html {
  const entries = legend.map(
    ({ name, sample }) =>
      html`<li><svg class="key" viewBox="0 0 28 12" width="28" height="12" aria-hidden="true">${sample}</svg> ${name}</li>`,
  );
  return html`<ul class="legend">${entries}</ul>`;
}
