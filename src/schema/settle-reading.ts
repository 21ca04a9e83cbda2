/** Which reading of a column holds: that of training, another by its place, or none of them for sure. */
export type Settled =
  | { readonly kind: 'trained' }
  | { readonly kind: 'other' | 'undecided'; readonly place: number };

/** How many rows can be read. */
export interface ReadableRows {
  /** All whose cells are not missing. */
  readonly filled: number;
  /** As in training. */
  readonly trained: number;
  /** By every other reading; no two of these read all rows alike. */
  readonly others: readonly number[];
  /** Whether a row that the trained reading cannot read speaks against it. @default false */
  readonly isStrict?: boolean;
}

/**
 * The reading of other rows than those of training. Another one holds where it alone reads all rows and the trained one
 * none, or, of strict readings, not all; where another reads more, but not so clearly, somebody has to decide.
 */
export function settleReading({ filled, trained, others, isStrict }: ReadableRows): Settled {
  const most = others.reduce((a, b) => Math.max(a, b), 0);
  if (most <= trained) return { kind: 'trained' };
  const complete = [...others.keys()].filter((place) => others[place] === filled);
  const [place = others.indexOf(most), ...more] = complete;
  const isClear = complete.length > 0 && more.length === 0 && (trained === 0 || isStrict === true);
  return { kind: isClear ? 'other' : 'undecided', place };
}
