import { type Html, markup } from '../html.js';

/**
 * What charts need of a page's style sheet beside its `--paper`, `--ink`, `--muted`, `--grid` and `--series-1` to `--series-8`;
 * letters stay legible where a chart is narrow.
 */
export const chartStyle: Html = markup(`
:root { --heat: #56b4e9; --scale-1: #440154; --scale-2: #3b528b; --scale-3: #21918c; --scale-4: #6fb44d; --scale-5: #c2a800; }
@media screen and (prefers-color-scheme: dark) {
  :root { --heat: #0072b2; --scale-1: #a78bdc; --scale-2: #7f9fe8; --scale-3: #35b7a8; --scale-4: #8fd35f; --scale-5: #fde725; }
}
.chart { margin: 1rem 0; max-width: 44rem; container-type: inline-size; }
.chart figcaption { font-weight: 600; margin-bottom: 0.25rem; overflow-wrap: anywhere; }
.chart figcaption small { display: block; font-weight: 400; color: var(--muted); }
.chart > svg { display: block; height: auto; }
.chart text { fill: inherit; font-family: system-ui, sans-serif; font-variant-numeric: tabular-nums; }
.chart .halo { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
.chart .legend { display: flex; flex-wrap: wrap; gap: 0.1rem 1rem; margin: 0.25rem 0; padding: 0; list-style: none; font-size: 0.875rem; }
.chart .legend li { margin: 0; }
.chart .muted { fill: var(--muted); }
.chart .key { display: inline-block; vertical-align: -0.05em; }
.chart .table { max-height: 20rem; overflow: auto; }
.chart .numbers { border-collapse: collapse; font-size: 0.8125rem; font-variant-numeric: tabular-nums; }
.chart .numbers td, .chart .numbers th { padding: 0.1rem 0.6rem; text-align: right; overflow-wrap: anywhere; }
.chart .numbers .text { text-align: left; }
@container (max-width: 30rem) { .chart text { font-size: 20px; } .chart .fine { display: none; } }
.spark { display: inline-block; vertical-align: middle; }
@media print { .chart { break-inside: avoid; } .chart details { display: none; } }
`);
