import { cellAt } from '../table/raw-cells.js';
import type { RawColumn, RawTable } from '../table/raw-table.js';
import { isMissing } from './missing-tokens.js';
import { writtenNumbers } from './number-reader.js';

/** Rows below that show what columns hold. */
const MOST_ROWS = 20;

/** What the first row seems to name, where that are units of the columns, and no values: all its cells are words above numbers. */
export function unitsRow(raw: RawTable): readonly string[] | undefined {
  if (!raw.header || raw.isInMemory) return undefined;
  const named = raw.columns.filter((column) => !isMissing(textAt(column, 0)));
  const areUnits = named.length > 0 && named.every((column) => isUnitAbove(column, raw.rows));
  return areUnits ? [...new Set(named.map((column) => textAt(column, 0)))] : undefined;
}

function isUnitAbove(column: RawColumn, rows: number): boolean {
  if (isNumber(textAt(column, 0))) return false;
  const last = Math.min(MOST_ROWS, rows - 1);
  const filled = Array.from({ length: last }, (_, i) => textAt(column, i + 1)).filter(
    (cell) => !isMissing(cell),
  );
  return 2 * filled.filter(isNumber).length > filled.length;
}

function textAt(column: RawColumn, row: number): string {
  return cellAt(column, row).trim();
}

function isNumber(cell: string): boolean {
  return (['.', ','] as const).some((mark) => writtenNumbers(mark)(cell) !== undefined);
}
