/** What intervals or sets cover of rows with labels; means count rows by their weights. */
export interface Covered {
  readonly kind: 'intervals' | 'sets';
  /** The share of rows that is to be covered. */
  readonly wanted: number;
  /** The share that is. */
  readonly covered: number;
  /** The mean width of intervals, in the unit of the label, or how many classes sets hold. */
  readonly size: number;
}
