import type { ColumnSpread } from '../../predictor/column-spreads.js';
import type { PredictorState } from '../../predictor/predictor-state.js';
import { listText } from '../../schema/list-items.js';
import { missingUnder } from '../../schema/missing-tokens.js';
import { type ColumnSchema, featureColumns } from '../../schema/schema.js';
import { type Random, randomStream } from '../../util/random.js';
import type { FormValue } from './form-field.js';
import type { FormRow } from './form-table.js';

/**
 * Rows like those of training as far as single columns tell: each value is drawn by its column's quantiles or counts, whatever the
 * others are. None of them is a training row. Of texts nothing is known.
 */
export function drawnRows(
  { schema, spreads = [], rows }: Pick<PredictorState, 'schema' | 'spreads' | 'rows'>,
  count: number,
  seed: number,
): readonly FormRow[] {
  const byName = new Map(spreads.map((spread) => [spread.name, spread]));
  const columns = featureColumns(schema).map((column) => {
    const random = randomStream(seed, 'drawn-rows', column.name);
    const spread = byName.get(column.name);
    return Array.from({ length: count }, () => {
      const isMissing = random.next() * rows < (spread?.missing ?? 0);
      const value = spread ? drawn(random, spread, column, rows) : null;
      return isMissing ? null : value;
    });
  });
  return Array.from({ length: count }, (_, row) => columns.map((column) => column[row] ?? null));
}

function drawn(
  random: Random,
  spread: ColumnSpread,
  { parser, missing, range }: ColumnSchema,
  rows: number,
): FormValue {
  if (!parser || spread.kind === 'texts') return null;
  if (spread.kind === 'numbers') {
    return quantile(spread.quantiles, random.next(), range?.isWhole ?? false);
  }
  if (parser.kind !== 'list') return level(spread.counts, random.next());
  // Whether the list is missing is drawn apart: one without any item is empty.
  const known = rows - spread.missing;
  const items = parser.items.filter(
    (_, item) => random.next() * known < (spread.counts[item] ?? 0),
  );
  return listText(parser.separator, items, missingUnder(missing));
}

/** Between two quantiles evenly. */
function quantile(quantiles: Float64Array, share: number, isWhole: boolean): number | null {
  if (quantiles.length === 0) return null;
  const place = share * (quantiles.length - 1);
  const below = quantiles[Math.floor(place)] ?? 0;
  const value = below + (place % 1) * ((quantiles[Math.ceil(place)] ?? 0) - below);
  return isWhole ? Math.round(value) : value;
}

function level(counts: Int32Array, share: number): number | null {
  const most = share * counts.reduce((sum, count) => sum + count, 0);
  let sum = 0;
  const code = counts.findIndex((count) => {
    sum += count;
    return most < sum;
  });
  return code < 0 ? null : code;
}
