import { cellAt, rowCount } from '../table/raw-cells.js';
import type { RawColumn } from '../table/raw-table.js';
import { countOf } from '../util/count-of.js';

/** Cells that are named. */
const NAMED = 3;
/** The share of rows from which on it is likely that something else is wrong. */
const MANY = 1 / 3;

/** What users should know of the rows whose label is missing: how many they are, and what stands in them; of many, a warning. */
export function describeSetAside(
  label: RawColumn,
  labelled: Int32Array,
): { readonly notes: readonly string[]; readonly warnings: readonly string[] } {
  const rows = rowCount(label);
  const count = rows - labelled.length;
  if (count === 0) return { notes: [], warnings: [] };
  const rowsOf = new Map<string, number>();
  let next = 0;
  for (let row = 0; row < rows; row++) {
    if (labelled[next] === row) next++;
    else {
      const cell = cellAt(label, row).trim();
      rowsOf.set(cell, (rowsOf.get(cell) ?? 0) + 1);
    }
  }
  const named = [...rowsOf].filter(([cell]) => cell !== '').sort((a, b) => b[1] - a[1]);
  const cells = named.slice(0, NAMED).map(([cell, own]) => `"${cell}" in ${countOf(own, 'row')}`);
  const verb = count === 1 ? 'is' : 'are';
  const example = named[0] && `\`keep: ${JSON.stringify(`${label.name}=${named[0][0]}`)}\``;
  const which = example ? ` (${cells.join(', ')}; ${example} takes it for a value)` : '';
  const share = `${Math.round((100 * count) / rows)} % of all, `;
  const isMuch = count > MANY * rows;
  const message = `${isMuch ? share : ''}${countOf(count, 'row')} without a label ${verb} set aside${which}`;
  return isMuch ? { notes: [], warnings: [message] } : { notes: [message], warnings: [] };
}
