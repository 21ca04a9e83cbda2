/** How a trimmed cell is written as a number; it holds for all cells that differ from it in digits alone. */
export interface WrittenNumber {
  /** Its value; where that is exact, it is rounded once after it is multiplied and divided. */
  readonly read: ReadNumber;
  /** The currency as it is written, or ''. */
  readonly currency: string;
  /** Whether the currency stands behind it, and its name is that of a unit too: `6 Ft`. */
  readonly mayBeUnit: boolean;
  /** The unit or factor as it is written, or ''. */
  readonly unit: string;
  /** Whether parts in several units of one family make the number, as in `1h30m`; `unit` is the least of them. */
  readonly compound: boolean;
  readonly thousands: boolean;
  /** Whether it has digits behind a decimal mark. */
  readonly decimals: boolean;
  readonly percent: boolean;
  readonly accounting: boolean;
  /** Whether the minus stands at the end. */
  readonly trailingMinus: boolean;
  /** Whether it is a bound or about right: `<0.05`, `40+`, `~12`. */
  readonly bound: boolean;
  /** Where the truth is beside a bound: −1 below it, 1 above, 0 where neither is said. */
  readonly side: Side;
  /** The two numbers whose middle it is. @default none */
  readonly ends?: readonly [ReadNumber, ReadNumber];
  /** Whether the first of them is known to be that to the north, as the cell says which is which. @default false */
  readonly isNorthFirst?: boolean;
  /** Whether marks of footnotes follow: `12*`, `12[1]`. */
  readonly footnote: boolean;
  /** Whether its decimal mark is not the column's: of a plain number, or of one that could not be read otherwise. */
  readonly foreign: '' | 'plain' | 'other';
  /** Whether it is a number only where its whole column is written so, as `1/2` and `10-19`. */
  readonly loose: boolean;
}

export type Side = -1 | 0 | 1;

/** Reads a cell of one shape, times one whole number and over another. */
export type ReadNumber = (cell: string, times?: number, per?: number) => number;

const NOTHING: Omit<WrittenNumber, 'read'> = {
  currency: '',
  mayBeUnit: false,
  unit: '',
  compound: false,
  thousands: false,
  decimals: false,
  percent: false,
  accounting: false,
  trailingMinus: false,
  bound: false,
  side: 0,
  footnote: false,
  foreign: '',
  loose: false,
};

/** A number that has nothing but what is told. */
export function written(read: ReadNumber, more: Partial<WrittenNumber> = {}): WrittenNumber {
  return { ...NOTHING, ...more, read };
}
