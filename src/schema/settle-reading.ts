import { AutofitError } from '../util/errors.js';
import type { Parser } from './schema.js';

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

/** What the cells of a column are read by, with what the user should know of it. */
export interface OtherParser {
  readonly parser: Parser;
  readonly notes: readonly string[];
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

const UNDECIDED = ['OTHER_DATES', 'OTHER_NUMBERS', 'OTHER_WORDS', 'OTHER_LISTS'] as const;
type UndecidedCode = (typeof UNDECIDED)[number];

/** Whether it is such a mistake as `undecided` gives. */
export function isUndecided(thrown: unknown): thrown is AutofitError {
  return thrown instanceof AutofitError && UNDECIDED.some((code) => code === thrown.code);
}

/** A mistake: rows that another form reads better than that of training, though not clearly; both forms in words. */
export function undecided(
  code: UndecidedCode,
  name: string,
  { filled, trained, other }: { filled: number; trained: number; other: number },
  [known, found]: readonly [known: string, found: string],
  /** A cell that cannot be read as in training. */
  example?: string,
): AutofitError {
  const few = `${trained} of ${filled} cells can be read as in training (${known})`;
  const such = example === undefined ? '' : `, such as "${example}"`;
  return new AutofitError(code, `column "${name}": ${few}, ${other} as ${found}${such}.`, {
    hint: 'Write them in one form, tell by `types` when fitting what they are, or read them as in training by `force: true`: what cannot be read so is missing.',
  });
}
