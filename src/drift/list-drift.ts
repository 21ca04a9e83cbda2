import type { CountSpread } from '../predictor/column-spreads.js';
import type { ListColumn } from '../table/table.js';
import { MISSING } from '../table/table.js';
import type { ColumnDrift } from './drift.js';
import { type Judging, judgeColumn } from './judge-column.js';
import { type DriftBin, populationStability } from './population-stability.js';

/** How lists differ: by the item, or the gap, whose share of the rows moved most, each against all other rows. */
export function listDrift(
  { name, counts, missing: none }: CountSpread,
  column: ListColumn,
  names: readonly string[],
  judging: Judging,
): ColumnDrift {
  const { rows } = judging;
  const own = new Int32Array(counts.length);
  let absent = 0;
  for (const code of column.codes) {
    if (code === MISSING) absent++;
    else {
      const items = column.own.subarray(column.offsets[code], column.offsets[code + 1]);
      for (const item of items) own[item] = (own[item] ?? 0) + 1;
    }
  }
  const missing = { trained: none / rows.trained, now: absent / rows.now };
  const pairs = [...counts.keys()].map((item) =>
    withAndWithout(
      names[item] ?? String(item),
      (counts[item] ?? 0) / rows.trained,
      (own[item] ?? 0) / rows.now,
    ),
  );
  const all = [withAndWithout('missing', missing.trained, missing.now), ...pairs];
  const psis = all.map((bins) => populationStability(bins, rows));
  const place = psis.indexOf(Math.max(...psis));
  const bins = all[place] ?? [];
  const compared = { name, kind: 'list', bins, choices: all.length } as const;
  return {
    ...judgeColumn(compared, judging),
    missing,
    reason: 'judged by the item that moved most',
  };
}

function withAndWithout(name: string, trained: number, now: number): readonly DriftBin[] {
  return [
    { name, trained, now },
    { name: `without ${name}`, trained: 1 - trained, now: 1 - now },
  ];
}
