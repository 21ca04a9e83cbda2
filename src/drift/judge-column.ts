import type { ColumnKind } from '../schema/schema.js';
import type { ColumnDrift, DriftVerdict } from './drift.js';
import {
  type DriftBin,
  populationStability,
  type RowCounts,
  stabilityByChance,
  stabilityChance,
} from './population-stability.js';

/** By what columns are judged. */
export interface Judging {
  /** Rows of training and now. */
  readonly rows: RowCounts;
  /** Rows of training that quantiles are of at most. */
  readonly quantileRows: number;
  readonly threshold: number;
  /** Columns that are judged together: one of them may seem to have changed by chance. */
  readonly tests: number;
}

/** What a column is judged by. */
export interface Compared {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly bins: readonly DriftBin[];
  /** Rows behind the shares of training. @default all */
  readonly trainedRows?: number | undefined;
  /** How often the index was worked out, of which this is the largest. @default once */
  readonly choices?: number | undefined;
  /** How far each share of training may be wrong. @default 0 */
  readonly roughness?: number | undefined;
  /** How likely other things than bins are by chance, of this column alone. @default none */
  readonly others?: readonly number[] | undefined;
}

/** How often chance may pass for a change, over all that is judged of a table. */
const CHANCE = 0.01;

/** The verdict of a column: it has drifted where its index is above the threshold, and chance does not explain all that is seen of it. */
export function judgeColumn(
  { name, kind, bins, trainedRows, choices = 1, roughness = 0, others = [] }: Compared,
  { rows, threshold, tests }: Judging,
): Pick<ColumnDrift, 'name' | 'kind' | 'verdict' | 'psi' | 'byChance' | 'pValue' | 'bins'> {
  const counts = { trained: trainedRows ?? rows.trained, now: rows.now };
  const psi = populationStability(bins, counts);
  const pValue = Math.min(1, choices * tests * stabilityChance(bins, counts, roughness));
  const isOther = others.some((chance) => 2 * tests * others.length * chance < CHANCE);
  const isSure = pValue < CHANCE || isOther;
  const moved: DriftVerdict = psi > threshold ? 'drifted' : 'moved';
  const verdict = isSure ? moved : 'steady';
  return { name, kind, verdict, psi, byChance: stabilityByChance(bins, counts), pValue, bins };
}

/** The bin of rows without a value, where there are any. */
export function missingBin({ trained, now }: ColumnDrift['missing']): DriftBin[] {
  return trained > 0 || now > 0 ? [{ name: 'missing', trained, now }] : [];
}
