/**
 * How large the scores of rows were that models were not fitted to, and what share of the rows each one covers: that many have
 * a score of at most that. Of many rows it is thinned, and rounds up.
 */
export interface ScoreQuantiles {
  /** Ascending; of a row none is told. */
  readonly scores: Float64Array;
  /** Of each score, in (0, 1], ascending. */
  readonly shares: Float64Array;
  /** How many rows, or groups of them, tell as much. */
  readonly rows: number;
}

/** Scores that are kept at most. */
const MOST_SCORES = 2001;
/** What sums of shares are wrong by. */
const ROUNDING = 1e-9;

/** The quantiles of some scores, whose rows count by these weights; those of weight 0 tell nothing. */
export function scoreQuantiles(
  scores: Float64Array,
  weights: Float64Array | undefined,
  rows: number,
): ScoreQuantiles {
  const weightOf = (row: number) => weights?.[row] ?? 1;
  const counts = (row: number) => weightOf(row) > 0 && !Number.isNaN(scores[row]);
  const order = Int32Array.from(scores.keys()).filter(counts);
  order.sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0) || a - b);
  const total = order.reduce((sum, row) => sum + weightOf(row), 0);
  const sorted = Float64Array.from(order, (row) => scores[row] ?? 0);
  let sum = 0;
  const shares = Float64Array.from(order, (row) => {
    sum += weightOf(row);
    return Math.min(1, sum / total);
  });
  return thinned({ scores: sorted, shares, rows });
}

/** Of even steps of the share the first score that covers it, and the greatest of all. */
function thinned({ scores, shares, rows }: ScoreQuantiles): ScoreQuantiles {
  if (scores.length <= MOST_SCORES) return { scores, shares, rows };
  const places = new Set<number>();
  let place = 0;
  for (let step = 1; step < MOST_SCORES; step++) {
    while (place < scores.length - 1 && (shares[place] ?? 1) < step / (MOST_SCORES - 1)) place++;
    places.add(place);
  }
  const kept = Int32Array.from(places);
  return {
    scores: Float64Array.from(kept, (own) => scores[own] ?? 0),
    shares: Float64Array.from(kept, (own) => shares[own] ?? 0),
    rows,
  };
}

/**
 * The score that so large a share of other rows does not exceed: of n alike the ⌈(n + 1) · coverage⌉-th (Vovk et al. 2005), for the
 * new row may be anywhere among them. Infinite where they are too few to say.
 */
export function quantileFor({ scores, shares, rows }: ScoreQuantiles, coverage: number): number {
  const wanted = coverage * (1 + 1 / rows) - ROUNDING;
  if (!(wanted <= 1)) return Number.POSITIVE_INFINITY;
  const place = shares.findIndex((share) => share >= wanted);
  return scores[place < 0 ? shares.length - 1 : place] ?? Number.POSITIVE_INFINITY;
}

/** So many rows are needed for any finite answer. */
export function leastRows(coverage: number): number {
  return Math.ceil(coverage / (1 - coverage) - ROUNDING);
}

/** What a file holds as such. Throws where it has not their shape. */
export function checkedQuantiles(stored: unknown): ScoreQuantiles {
  const { scores, shares, rows } = (stored ?? {}) as Partial<ScoreQuantiles>;
  const ascends = (own: unknown): own is Float64Array =>
    own instanceof Float64Array && own.every((value, i) => value >= (own[i - 1] ?? -Infinity));
  const holds =
    ascends(scores) &&
    ascends(shares) &&
    scores.length === shares.length &&
    shares.every((share) => share > 0 && share <= 1) &&
    Number(rows) >= 0;
  if (!holds) throw new Error('what it holds of how far answers stray is damaged');
  return { scores, shares, rows: Number(rows) };
}
