import type { Block, Cell, TableBlock } from './block.js';
import { type Html, html } from './html.js';
import { numberText } from './number-text.js';

/** A block as markup. */
export function blockHtml(block: Block): Html {
  switch (block.kind) {
    case 'text':
      return html`<p>${block.text}</p>`;
    case 'list':
      return html`<ul>${block.items.map((item) => html`<li>${item}</li>`)}</ul>`;
    case 'code':
      return html`<pre tabindex="0">${block.text}</pre>`;
    case 'table':
      return tableHtml(block);
    case 'chart':
      return block.figure;
    case 'charts':
      return html`<div class="charts">${block.charts.map(blockHtml)}</div>`;
    case 'fold':
      return html`<details><summary>${block.title}</summary>${block.blocks.map(blockHtml)}</details>`;
    case 'page':
      return block.html;
  }
}

function tableHtml({ caption, head, rows }: TableBlock): Html {
  const isNumber = head.map((_, place) => rows.some((row) => typeof row[place] === 'number'));
  const cell = (value: Cell | undefined, place: number) =>
    isNumber[place]
      ? html`<td class="number">${shown(value)}</td>`
      : html`<td>${shown(value)}</td>`;
  const heads = head.map((name, place) =>
    isNumber[place]
      ? html`<th scope="col" class="number">${name}</th>`
      : html`<th scope="col">${name}</th>`,
  );
  const body = rows.map((row) => html`<tr>${head.map((_, place) => cell(row[place], place))}</tr>`);
  return html`<div class="table" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption><thead><tr>${heads}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function shown(value: Cell | undefined): Html | string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number') return numberText(value);
  return typeof value === 'string' ? value : value.html;
}
