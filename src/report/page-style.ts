/**
 * How pages look: light, dark and printed, wide and narrow. Colours of series are safe for colour-blind eyes (Okabe and Ito
 * 2008), lightened for dark paper.
 */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fdfdfb; --ink: #1d2125; --muted: #5b6570; --grid: #dfe3e6; --panel: #f3f4f1; --accent: #00588f;
  --good: #00694f; --bad: #a33b00; --warn-paper: #fff6df; --warn-edge: #d99000;
  --series-1: #0072b2; --series-2: #d55e00; --series-3: #009e73; --series-4: #cc79a7;
  --series-5: #e69f00; --series-6: #56b4e9; --series-7: #7a5fbf; --series-8: #6b6b6b;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15181b; --ink: #e7e9ea; --muted: #a3acb5; --grid: #343a40; --panel: #1f2428; --accent: #7cc4f5;
    --good: #5fd3ab; --bad: #ff9a62; --warn-paper: #2c2615; --warn-edge: #e0a526;
    --series-1: #4aa8e0; --series-2: #ff8a3d; --series-3: #2fc79a; --series-4: #e59ac4;
    --series-5: #f2b632; --series-6: #8fd0f5; --series-7: #a58be6; --series-8: #a9a9a9;
  }
}
* { box-sizing: border-box; }
html { font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; color: var(--ink);
  background: var(--paper); -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0; }
a { color: var(--accent); }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem 1rem; z-index: 2; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.layout { display: grid; grid-template-columns: minmax(0, 1fr); max-width: 74rem; margin: 0 auto; padding: 0 1rem 4rem; }
header { padding: 1.5rem 0 .5rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .3rem; overflow-wrap: anywhere; }
header p { margin: .2rem 0; color: var(--muted); }
h2 { font-size: 1.3rem; line-height: 1.3; display: inline; }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .3rem; }
nav { font-size: .95rem; }
nav ol { list-style: none; margin: 0; padding: 0; }
nav li { margin: .1rem 0; }
nav a { display: block; padding: .25rem .5rem; border-radius: .3rem; text-decoration: none; }
nav a:hover { background: var(--panel); }
main { min-width: 0; }
main > details { border-top: 1px solid var(--grid); padding: 1.1rem 0 .6rem; }
main > details > summary { cursor: pointer; list-style-position: outside; margin-left: 1.1rem; }
main > details > .body { padding: .4rem 0 0; }
details details { margin: .6rem 0; }
details details > summary { cursor: pointer; color: var(--accent); }
p, ul { margin: .5rem 0; max-width: 46rem; overflow-wrap: anywhere; }
ul { padding-left: 1.2rem; }
li { margin: .3rem 0; }
#in-short ul { list-style: none; padding: 0; }
#in-short li { font-size: 1.06rem; }
#in-short li:first-child { font-size: 1.5rem; line-height: 1.3; font-weight: 600; margin-bottom: .6rem; }
#warnings ul { background: var(--warn-paper); border-left: 4px solid var(--warn-edge); padding: .5rem 1rem .5rem 2rem;
  border-radius: 0 .3rem .3rem 0; }
.table { overflow-x: auto; margin: .8rem 0; max-width: 100%; }
table { border-collapse: collapse; font-size: .92rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--muted); padding-bottom: .35rem; max-width: 46rem; }
th, td { text-align: left; vertical-align: top; padding: .28rem .9rem .28rem 0; border-bottom: 1px solid var(--grid); }
td { overflow-wrap: anywhere; min-width: 3.5rem; max-width: 32rem; }
td:first-child { min-width: 7.5rem; }
th { font-weight: 600; white-space: nowrap; }
.threshold { display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: center; }
.threshold input { flex: 1 1 12rem; }
.number { text-align: right; white-space: nowrap; }
pre { background: var(--panel); padding: .6rem .9rem; border-radius: .3rem; overflow-x: auto; font-size: .9rem; }
figure { margin: 1rem 0 1.4rem; max-width: 46rem; }
figcaption { color: var(--muted); font-size: .95rem; margin-bottom: .2rem; }
svg { display: block; max-width: 100%; height: auto; }
svg text { font-family: inherit; fill: var(--ink); }
figure details { font-size: .9rem; }
.charts { display: grid; gap: 0 2rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); }
.pictures { list-style: none; padding: 0; margin: .5rem 0 1rem; max-width: none; display: grid; gap: .9rem .7rem;
  grid-template-columns: repeat(auto-fill, minmax(6.2rem, 1fr)); }
.pictures li, .pictures figure { margin: 0; }
.pictures img { display: block; width: 6rem; height: 6rem; border-radius: .2rem; }
.pictures figcaption { margin: .2rem 0 0; font-size: .88rem; line-height: 1.3; color: var(--ink); overflow-wrap: anywhere; }
.pictures figcaption b { display: block; font-weight: 600; }
.pictures figcaption small { display: block; color: var(--muted); }
input, select, textarea, button { font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--muted);
  border-radius: .3rem; padding: .3rem .5rem; max-width: 100%; }
input[type="range"] { padding: 0; border: 0; accent-color: var(--accent); }
@media (min-width: 62rem) {
  .layout { grid-template-columns: minmax(0, 1fr) 13rem; gap: 0 3rem; }
  header { grid-column: 1 / -1; }
  nav { grid-column: 2; grid-row: 2; position: sticky; top: 1rem; align-self: start; max-height: calc(100vh - 2rem);
    overflow-y: auto; border-left: 1px solid var(--grid); padding-left: 1rem; }
  main { grid-column: 1; grid-row: 2; }
  .alone main { grid-column: 1 / -1; }
}
@media (max-width: 61.99rem) { nav ol { columns: 2; } }
@media (max-width: 30rem) {
  table { font-size: .82rem; }
  th, td { padding-right: .5rem; }
  th { white-space: normal; }
  td:first-child { min-width: 8.6rem; }
}
@media print {
  :root { --paper: #fff; --ink: #000; --muted: #444; --grid: #ccc; --panel: #fff; }
  nav, .skip, .screen-only { display: none; }
  .layout { display: block; max-width: none; }
  details::details-content { content-visibility: visible; block-size: auto; }
  figure, tr { break-inside: avoid; }
}
`;
