import type { ColumnCodes, ColumnNumbers } from '../table/table.js';
/** Of these rows one for each value that a group has; all of those that are in no group. */
export function oncePerGroup(
  rows: Int32Array,
  values: ColumnNumbers | ColumnCodes,
  groups: Int32Array,
): Int32Array {
  const seen = new Map<number, Set<number>>();
  return rows.filter((row) => {
    const [group, value] = [groups[row] as number, values[row] as number];
    if (group < 0) return true;
    const known = seen.get(group) ?? new Set();
    seen.set(group, known);
    if (known.has(value)) return false;
    known.add(value);
    return true;
  });
}
