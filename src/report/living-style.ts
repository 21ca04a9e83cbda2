/** How a living model looks: the answer beside the form, above it where there is no room. */
export const LIVING_STYLE = `
.living { display: flex; flex-direction: column; gap: 1rem; }
.told, .live { display: contents; }
.living > form { order: 1; min-width: 0; }
.what-if { order: 2; }
.why { order: 3; min-width: 0; }
.fields { display: grid; gap: .7rem 1.5rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); }
.field { min-width: 0; }
.field > label { display: block; }
.field > label, .head label { font-size: .95rem; overflow-wrap: anywhere; }
.head { display: flex; gap: .5rem; justify-content: space-between; align-items: baseline; }
.field .line { display: flex; flex-wrap: wrap; align-items: center; gap: .3rem .6rem; }
.field .line > select, .field .line > textarea, .field .line > input[type="text"] { width: 100%; }
.field input[type="range"] { flex: 1 1 6rem; min-width: 5rem; height: 1.8rem; }
.field input[type="number"] { flex: 0 1 7rem; min-width: 5rem; }
.field small { display: block; color: var(--muted); font-size: .85rem; overflow-wrap: anywhere; }
.field small.note { color: var(--bad); }
.field .unknown { font-size: .85rem; color: var(--muted); white-space: nowrap; flex: none; }
.unknown input { vertical-align: -.1em; margin: 0 .3rem 0 0; }
.buttons { display: flex; flex-wrap: wrap; gap: .6rem; }
.buttons button { cursor: pointer; padding: .35rem .8rem; }
.answer { position: sticky; top: 0; z-index: 1; max-height: 40vh; overflow-y: auto; background: var(--paper); padding: .3rem 0 .5rem;
  border-bottom: 1px solid var(--grid); }
.answer .name { color: var(--muted); overflow-wrap: anywhere; }
.answer .said { display: block; font-size: 2rem; line-height: 1.15; font-weight: 600; font-variant-numeric: tabular-nums;
  overflow-wrap: anywhere; }
.chances { display: grid; grid-template-columns: fit-content(10rem) 1fr auto; gap: 0 .6rem; align-items: center;
  font-size: .92rem; }
.chance { display: contents; }
.chance .class { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.chance data { text-align: right; font-variant-numeric: tabular-nums; }
.bar { display: block; height: .7rem; background: var(--panel); border-radius: .2rem; overflow: hidden; }
.bar > span { display: block; height: 100%; background: var(--series-1); }
.curve { max-width: 34rem; }
.curve svg { width: 100%; }
.curve text { font-size: 13px; fill: var(--muted); }
.curve .axis-name { fill: var(--ink); }
.curve .grid { stroke: var(--grid); }
.curve .line { fill: none; stroke: var(--series-1); stroke-width: 2.5; stroke-linejoin: round; }
.curve .stem { stroke: var(--grid); stroke-width: 2; }
.curve .level { fill: var(--series-1); }
.curve .here { fill: var(--series-2); stroke: var(--paper); stroke-width: 1.5; }
.told h3 label { font-weight: 600; }
.told h3 select { font-weight: 400; }
.told p { font-size: .95rem; color: var(--muted); }
.shares.pending { opacity: .55; }
.shares table { width: 100%; }
.shares .what { min-width: 7rem; max-width: 14rem; }
.shares .cell { color: var(--muted); }
.shares small { display: block; color: var(--muted); }
.balance { width: 40%; min-width: 5rem; padding-right: .9rem; vertical-align: middle; }
.balance span { display: block; height: .75rem; border-radius: .15rem; }
.raises { background: var(--series-1); }
.lowers { background: var(--series-2); }
.picture.over { outline: 2px dashed var(--accent); outline-offset: .3rem; }
.picture .drawn { display: flex; flex-wrap: wrap; gap: .4rem; }
.picture canvas { display: block; border-radius: .2rem; }
@media (min-width: 52rem) {
  .living { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1.1fr); gap: 0 2.5rem; }
  .living > form { order: 0; }
  .told { display: block; min-width: 0; }
  .live { display: block; position: sticky; top: 0; z-index: 1; background: var(--paper); }
  .answer { position: static; max-height: none; }
}
@media (max-height: 50rem) { .live { position: static; } }
@media print { .answer, .live { position: static; } .buttons, .unknown, .field input[type="range"] { display: none; } }
`;
