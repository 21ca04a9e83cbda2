/** A column that is written, row by row. */
export interface BatchColumn {
  readonly name: string;
  readonly kind: 'text' | 'number';
  readonly at: (row: number) => string | number;
}
