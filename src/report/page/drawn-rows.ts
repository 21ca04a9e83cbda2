import type { ColumnSpread } from '../../predictor/column-spreads.js';
import type { PredictorState } from '../../predictor/predictor-state.js';
import { featureColumns, type Parser } from '../../schema/schema.js';
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
  const columns = featureColumns(schema).map(({ name, parser, range }) => {
    const random = randomStream(seed, 'drawn-rows', name);
    const spread = byName.get(name);
    const isWhole = range?.isWhole ?? false;
    return Array.from({ length: count }, () => {
      const isMissing = random.next() * rows < (spread?.missing ?? 0);
      const value = spread && parser ? drawn(random, spread, parser, rows, isWhole) : null;
      return isMissing ? null : value;
    });
  });
  return Array.from({ length: count }, (_, row) => columns.map((column) => column[row] ?? null));
}

function drawn(
  random: Random,
  spread: ColumnSpread,
  parser: Parser,
  rows: number,
  isWhole: boolean,
): FormValue {
  if (spread.kind === 'texts') return null;
  if (spread.kind === 'numbers') return quantile(spread.quantiles, random.next(), isWhole);
  if (parser.kind !== 'list') return level(spread.counts, random.next());
  const items = parser.items.filter((_, item) => random.next() * rows < (spread.counts[item] ?? 0));
  return items.join(parser.separator === '[]' ? ', ' : parser.separator) || null;
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
