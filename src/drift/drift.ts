import type { ScaleKind } from '../schema/scale-kind.js';
import type { ColumnKind } from '../schema/schema.js';
import type { KolmogorovSmirnov } from './kolmogorov-smirnov.js';
import type { DriftBin } from './population-stability.js';

/**
 * `drifted`: surely otherwise, and the stability index is above the threshold. `moved`: surely otherwise, but by less. It is sure by
 * the bins (`pValue` below 0.01), by Kolmogorov–Smirnov, or by rows beyond the range.
 * `unjudged`: what training held is not known, or there is nothing to compare.
 */
export type DriftVerdict = 'drifted' | 'moved' | 'steady' | 'unjudged';

/** How other rows differ from those of training; plain data. */
export interface Drift {
  /** Rows that were compared, and rows of training. */
  readonly rows: number;
  readonly trainedRows: number;
  /** The stability index from which a column has drifted. */
  readonly threshold: number;
  /** Whether something has drifted, or scores are surely worse. */
  readonly found: boolean;
  /** The features, the worst first. */
  readonly columns: readonly ColumnDrift[];
  /** What is predicted against what was predicted out of fold; empty where that is not known. */
  readonly predictions: readonly ColumnDrift[];
  /** The label, where rows have one and it is not ignored. */
  readonly label?: ColumnDrift;
  /** How good predictions are now, where rows have a label. */
  readonly score?: ScoreDrift;
  readonly notes: readonly string[];
}

/** How a column differs. */
export interface ColumnDrift {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Of numbers and moments: how they are told. */
  readonly scale?: ScaleKind;
  readonly verdict: DriftVerdict;
  /** The population stability index; null where it is not judged. */
  readonly psi: number | null;
  /** The index that so few rows show on average although nothing has changed. */
  readonly byChance: number | null;
  /** The chance of such bins although nothing has changed, over all columns together (Bonferroni). */
  readonly pValue: number | null;
  /** Of numbers and dates. */
  readonly ks?: KolmogorovSmirnov;
  /** Shares of rows, in training and now. */
  readonly missing: { readonly trained: number; readonly now: number };
  /** What the index is the sum over. */
  readonly bins: readonly DriftBin[];
  /** Of numbers and dates (milliseconds since 1970); null where all are missing. */
  readonly medians?: { readonly trained: number | null; readonly now: number | null };
  readonly beyond?: BeyondRange;
  readonly newLevels?: NewLevels;
  /** Why it is not judged, or what of it is. */
  readonly reason?: string;
}

/** Rows outside the range of training. */
export interface BeyondRange {
  readonly low: number;
  readonly high: number;
  readonly below: number;
  readonly above: number;
}

/** Levels, items or classes that training did not have. */
export interface NewLevels {
  /** Rows that hold one. */
  readonly rows: number;
  /** How many there are. */
  readonly levels: number;
  /** The commonest, the commonest first. */
  readonly commonest: readonly { readonly name: string; readonly rows: number }[];
}

/** A score on the new rows beside the one that the fit told. */
export interface ScoreDrift {
  readonly metric: string;
  readonly direction: 'maximize' | 'minimize';
  /** Rows with a label. */
  readonly rows: number;
  readonly score: number;
  /** 95 %, over resampled rows. */
  readonly interval?: readonly [low: number, high: number];
  readonly before: {
    readonly on: 'test' | 'validation';
    readonly score: number;
    readonly interval?: readonly [low: number, high: number];
  };
  /** By how much it is better now, in the metric; negative where it is worse. */
  readonly gain: number;
  /** 99 %; absent where an interval is. */
  readonly gainInterval?: readonly [low: number, high: number];
  /** `worse` and `better` only where the whole interval of the gain is. */
  readonly verdict: 'worse' | 'better' | 'unsure';
}
