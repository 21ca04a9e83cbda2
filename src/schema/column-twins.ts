import { columnHash } from '../table/column-hash.js';
import { cellAt, rowCount } from '../table/raw-cells.js';
import type { RawColumn, RawTable } from '../table/raw-table.js';
import { mapInSteps, type Steps } from '../util/steps.js';
import type { ColumnSchema, ToldKind } from './schema.js';

/** Cells by which columns are told apart before whole columns are. */
const SAMPLE = 16;

/** Ignores features that are, cell by cell, the same as one before them, found by their hashes; a told kind keeps them. */
export function* withoutTwins(
  columns: readonly ColumnSchema[],
  raw: RawTable,
  told: ReadonlyMap<string, ToldKind>,
): Steps<readonly ColumnSchema[]> {
  const rawOf = new Map(raw.columns.map((column) => [column.name, column]));
  const isOpen = (column: ColumnSchema) => column.role === 'feature' && column.kind !== 'ignored';
  const alike = new Map<string, number>();
  for (const column of columns) {
    const own = isOpen(column) ? rawOf.get(column.name) : undefined;
    if (own) alike.set(sampleOf(own), 1 + (alike.get(sampleOf(own)) ?? 0));
  }
  const firsts = new Map<string, ColumnSchema[]>();
  return yield* mapInSteps(columns, (column) => {
    const own = rawOf.get(column.name);
    if (!own || !isOpen(column) || alike.get(sampleOf(own)) === 1) return column;
    const key = columnHash(own);
    const candidates = firsts.get(key) ?? [];
    const twin = candidates.find(({ name }) => isSame(own, rawOf.get(name)));
    if (!twin || told.has(column.name)) {
      firsts.set(key, [...candidates, column]);
      return column;
    }
    const evidence = { ...column.evidence, reason: `the same as "${twin.name}" in every row` };
    return { ...column, kind: 'ignored', parser: null, evidence };
  });
}

function sampleOf(column: RawColumn): string {
  const rows = rowCount(column);
  const cells = Array.from({ length: SAMPLE }, (_, i) =>
    cellAt(column, Math.floor((i * (rows - 1)) / (SAMPLE - 1))).trim(),
  );
  return JSON.stringify(cells);
}

function isSame(a: RawColumn, b: RawColumn | undefined): boolean {
  if (!b) return false;
  for (let row = 0; row < rowCount(a); row++) {
    if (cellAt(a, row).trim() !== cellAt(b, row).trim()) return false;
  }
  return true;
}
