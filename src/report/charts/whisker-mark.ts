import { type Html, html } from '../html.js';
import { rounded } from './rounded.js';

/** An interval as a line with ends; nothing where it has none. */
export function whiskerMark(low: number, high: number, y: number): Html | undefined {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return undefined;
  const [from, to] = [rounded(low), rounded(high)];
  return html`<path class="whisker" d="M${from} ${y - 5}v10m0 -5H${to}m0 -5v10" stroke="var(--ink)" stroke-width="1.5" fill="none"/>`;
}
