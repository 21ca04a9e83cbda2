import type { ColumnSpread } from '../../predictor/column-spreads.js';
import type { PredictorState } from '../../predictor/predictor-state.js';
import { levelNames } from '../../schema/level-names.js';
import { type ScaleKind, scaleKind } from '../../schema/scale-kind.js';
import type { ColumnKind, ColumnRole, ColumnSchema, Schema } from '../../schema/schema.js';

/** What a column is, why, and what it holds. */
export interface ColumnFacts {
  readonly name: string;
  readonly role: ColumnRole;
  readonly kind: ColumnKind;
  readonly reason: string;
  /** Rows of training without a value; null where they were not counted, as of columns that are not used. */
  readonly missing: number | null;
  readonly distinct: number;
  /** What may be meant otherwise, with the option that says so. */
  readonly doubt?: string;
  /** Whether it may be a key, used only where it tells something. */
  readonly isDoubtful: boolean;
  /** Quantiles of numbers, dates and times of day (milliseconds since 1970), or the commonest levels. */
  readonly spread?: NumbersDrawn | LevelsDrawn;
}

export interface NumbersDrawn {
  readonly kind: ScaleKind;
  readonly quantiles: readonly number[];
}

export interface LevelsDrawn {
  readonly kind: 'levels';
  /** The commonest first. */
  readonly levels: readonly (readonly [name: string, rows: number])[];
  /** Others, and their rows together. */
  readonly others: number;
  readonly otherRows: number;
}

const MOST_LEVELS = 12;

/** All columns in the order of the training file. */
export function columnFacts({ schema, spreads = [] }: PredictorState): readonly ColumnFacts[] {
  const spreadOf = new Map(spreads.map((spread) => [spread.name, spread]));
  return schema.columns.map((column) => {
    const { name, role, kind, evidence } = column;
    const { reason, distinct, doubt } = evidence;
    const own = spreadOf.get(name);
    const spread = own && drawn(own, column, schema);
    return {
      name,
      role,
      kind,
      reason,
      missing: own?.missing ?? null,
      distinct,
      ...(doubt !== undefined && { doubt }),
      isDoubtful: column.isDoubtful === true,
      ...(spread && { spread }),
    };
  });
}

function drawn(
  spread: ColumnSpread,
  column: ColumnSchema,
  schema: Schema,
): ColumnFacts['spread'] | undefined {
  if (spread.kind === 'texts') return undefined;
  if (spread.kind === 'numbers') {
    const kind = scaleKind(column);
    const quantiles = shortNumbers(spread.quantiles, kind);
    return quantiles.length > 0 ? { kind, quantiles } : undefined;
  }
  const names = column.role === 'label' ? schema.task.classes : levelNames(column);
  const levels = names
    .map((name, code): [string, number] => [name, spread.counts[code] ?? 0])
    .sort((a, b) => b[1] - a[1]);
  const rest = levels.slice(MOST_LEVELS);
  const otherRows = rest.reduce((sum, [, rows]) => sum + rows, 0);
  return { kind: 'levels', levels: levels.slice(0, MOST_LEVELS), others: rest.length, otherRows };
}

/** What a drawing shows: six digits of how far the numbers reach, and their ends as they are; else whole milliseconds. */
function shortNumbers(quantiles: Float64Array, kind: ScaleKind): readonly number[] {
  if (kind !== 'numbers') return Array.from(quantiles, Math.round);
  const [low, high] = [quantiles.at(0) ?? 0, quantiles.at(-1) ?? 0];
  const largest = Math.max(Math.abs(low), Math.abs(high));
  let digits = 6;
  for (let reach = 10 * (high - low); reach <= largest && digits < 15; reach *= 10) digits++;
  return Array.from(quantiles, (value) =>
    value === low || value === high ? value : Number(value.toPrecision(digits)),
  );
}
