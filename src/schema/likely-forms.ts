import type { FilledCells, ReadCell } from './filled-cells.js';
import { isRange } from './lone-part.js';
import type { ColumnSchema, NumericParser } from './schema.js';

/** Up to `NEAR` times the largest number of training, numbers are of its size; from `FAR` times on, a thousandth of them is. */
const [NEAR, FAR] = [10, 100];
/** Programs write numbers so whatever the decimal mark. */
const PLAIN = /^[+-]?[\d.]+$/;

interface Form {
  readonly parser: NumericParser;
  readonly read: ReadCell;
}

/**
 * Of two forms that read all cells, that with training's decimal mark first, the one whose numbers are whole where those of
 * training were, or of its size; both where that does not tell. Of ranges those are whole whose ends are.
 */
export function likelyForms<T extends Form>(
  forms: readonly T[],
  { range, parser }: ColumnSchema,
  cells: FilledCells,
): readonly T[] {
  const readsAll = ({ read }: T) => cells.every(([cell]) => !Number.isNaN(read(cell)));
  if (!range || forms.length === 1 || !forms.every(readsAll)) return forms;
  const areRanges = parser?.kind === 'numeric' && isRange(parser.form);
  const isWhole = (value: number) => Number.isInteger(areRanges ? 2 * value : value);
  const [whole, ...more] = forms.filter(({ read }) => cells.every(([cell]) => isWhole(read(cell))));
  const wereWhole = areRanges ? range.areHalves : range.isWhole;
  if (!whole || more.length > 0 || wereWhole === undefined) return forms;
  if (wereWhole) return [whole];
  const fractions = forms.filter((form) => form !== whole);
  // Whole numbers are usual among fractions, so that thousands are known by their size alone.
  const mayBePlain = whole.parser.decimal === ',' && cells.every(([cell]) => PLAIN.test(cell));
  if (whole !== forms[0] || mayBePlain) return fractions;
  const most = cells.reduce((own, [cell]) => Math.max(own, Math.abs(whole.read(cell))), 0);
  const usual = Math.max(Math.abs(range.low), Math.abs(range.high));
  if (most <= NEAR * usual) return [whole];
  return most < FAR * usual ? forms : fractions;
}
