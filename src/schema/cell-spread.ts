import type { ColumnProfile } from './column-profile.js';
import { columnNumbers, topLevels } from './describe-cells.js';
import { type ScaleKind, scaleKind } from './scale-kind.js';
import type { ColumnSchema } from './schema.js';

/** What the cells of a column hold, to be drawn: quantiles in steps of 5 %, or rows of the commonest levels. */
export type CellSpread =
  | { readonly kind: ScaleKind; readonly quantiles: readonly number[] }
  | {
      readonly kind: 'levels';
      readonly levels: readonly (readonly [name: string, rows: number])[];
      /** How many other levels there are, and rows with them. */
      readonly others: number;
      readonly otherRows: number;
    };

const STEPS = 20;
const MOST_LEVELS = 8;
/** Numbers that are sorted, at most. */
const MOST_SORTED = 20_000;

/** Undefined where there is nothing to draw. `known` are the column's numbers or times, where they have been read. */
export function cellSpread(
  column: ColumnSchema,
  profile: ColumnProfile,
  known?: Float64Array,
): CellSpread | undefined {
  const values = columnNumbers(column, profile, known);
  if (values) {
    const step = Math.max(1, Math.ceil(values.length / MOST_SORTED));
    const sorted = values.filter((value, i) => i % step === 0 && Number.isFinite(value)).sort();
    if (sorted.length === 0) return undefined;
    const quantiles = Array.from(
      { length: STEPS + 1 },
      (_, i) => sorted[Math.round(((sorted.length - 1) * i) / STEPS)] ?? Number.NaN,
    );
    return { kind: scaleKind(column), quantiles };
  }
  if (column.kind === 'image' || column.kind === 'text') return undefined;
  const levels = topLevels(profile.counts, MOST_LEVELS);
  const shown = levels.reduce((sum, [, rows]) => sum + rows, 0);
  const otherRows = profile.rows - profile.missing - shown;
  const others = profile.counts.cells.length - levels.length;
  return levels.length > 0 ? { kind: 'levels', levels, others, otherRows } : undefined;
}
