import { type Html, html } from '../html.js';

export interface NumberTable {
  readonly head: readonly string[];
  /** What is no finite number shows as a dash. */
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** The numbers behind a chart, folded away. */
export function numberTable({ head, rows }: NumberTable): Html {
  const heads = head.map((name) => html`<th scope="col">${name}</th>`);
  const body = rows.map((row) => html`<tr>${row.map(cell)}</tr>`);
  return html`<details><summary>Numbers</summary><div class="table" tabindex="0" role="region" aria-label="Numbers"><table class="numbers"><thead><tr>${heads}</tr></thead><tbody>${body}</tbody></table></div></details>`;
}

function cell(value: string | number | null): Html {
  if (typeof value === 'string') return html`<td class="text">${value}</td>`;
  return html`<td>${numberText(value)}</td>`;
}

/** Up to seven digits: as many as tell apart what a chart shows, and more. */
export function numberText(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return '–';
  return String(Number(value.toPrecision(7)));
}
