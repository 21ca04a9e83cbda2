import { PAGE_STYLE } from '../report/page-style.js';

/** How the studio looks: as reports do, with what they have no need for. */
export const STUDIO_STYLE = `${PAGE_STYLE}
#studio { max-width: 62rem; margin: 0 auto; padding: 0 1rem 4rem; }
#studio h2 { display: block; margin: 1.6rem 0 .4rem; }
.steps { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; list-style: none; margin: .8rem 0 0; padding: 0; color: var(--muted); }
.steps li { border-bottom: 3px solid transparent; padding-bottom: .15rem; }
.steps [aria-current="step"] { color: var(--ink); border-color: var(--accent); font-weight: 600; }
.lead { font-size: 1.3rem; }
.waiting { min-height: 1.6rem; color: var(--muted); margin: .3rem 0; }
button, .button { cursor: pointer; background: var(--paper); padding: .45rem .9rem; min-height: 2.6rem; }
.button { display: inline-block; position: relative; border: 1px solid var(--muted); border-radius: .3rem; }
.button input { position: absolute; inset: 0; opacity: 0; width: 100%; cursor: pointer; }
.button:focus-within { outline: 2px solid var(--accent); outline-offset: 2px; }
button:disabled { cursor: default; opacity: .55; }
button.main { background: var(--accent); border-color: var(--accent); color: var(--paper); font-weight: 600; }
.drop { border: 2px dashed var(--muted); border-radius: .6rem; padding: 1.6rem 1.2rem; margin: 1rem 0; }
.drop.over { border-color: var(--accent); background: var(--panel); }
.choose, .actions { display: flex; flex-wrap: wrap; gap: .6rem; max-width: none; }
.examples, .runs, .workers { list-style: none; padding: 0; max-width: none; }
.runs li { display: flex; flex-wrap: wrap; gap: .3rem 1rem; align-items: center; justify-content: space-between;
  border-bottom: 1px solid var(--grid); padding: .3rem 0; margin: 0; }
.runs span { min-width: 0; overflow-wrap: anywhere; }
.runs small { display: block; color: var(--muted); }
.field { display: flex; flex-wrap: wrap; gap: .3rem .8rem; align-items: center; max-width: none; }
.field label { min-width: 11rem; font-weight: 600; }
.more .field label { min-width: 15rem; }
.field textarea { flex: 1 1 22rem; min-width: 0; font-family: ui-monospace, monospace; font-size: .9rem; }
select { min-height: 2.6rem; max-width: 100%; }
.more { margin: .8rem 0; }
.more summary { cursor: pointer; min-height: 1.6rem; }
.task, small { color: var(--muted); font-size: .9rem; }
td small { display: block; min-width: 9rem; }
.table th[scope="row"] { white-space: normal; overflow-wrap: anywhere; max-width: 14rem; min-width: 6rem; }
.table td.use { min-width: 0; }
.table th[scope="col"] { white-space: normal; overflow-wrap: break-word; max-width: 16rem; }
input[type="checkbox"] { width: 1.5rem; height: 1.5rem; margin: 0; accent-color: var(--accent); }
td .summary { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; overflow-wrap: anywhere; text-align: left; }
#main:focus { outline: none; }
.kept { border-left: 4px solid var(--warn-edge); padding-left: .6rem; }
.why { font-size: .9rem; color: var(--muted); min-width: 12rem; }
.out > * { color: var(--muted); }
.out th { text-decoration: line-through; }
.attention ul { background: var(--warn-paper); border-left: 4px solid var(--warn-edge); padding: .5rem 1rem .5rem 2rem;
  border-radius: 0 .3rem .3rem 0; max-width: none; }
.mistake { background: var(--warn-paper); border-left: 4px solid var(--bad); padding: .4rem 1rem; border-radius: 0 .3rem .3rem 0; }
.phase { font-size: 1.3rem; margin-bottom: .3rem; }
progress { width: 100%; height: .7rem; accent-color: var(--accent); }
.figures { display: flex; flex-wrap: wrap; gap: .4rem 2.4rem; margin: .8rem 0; }
.figures dt { color: var(--muted); font-size: .9rem; min-height: 1.3rem; }
.figures dd { margin: 0; font-size: 1.3rem; font-variant-numeric: tabular-nums; }
.workers { display: flex; flex-wrap: wrap; gap: .4rem; }
.workers li { background: var(--panel); border-radius: .3rem; padding: .2rem .6rem; margin: 0; }
.score { font-size: 1.3rem; }
@media (prefers-reduced-motion: reduce) { * { transition: none; animation: none; } }
@media (max-width: 40rem) { .field label, .more .field label { min-width: 100%; } }
`;
