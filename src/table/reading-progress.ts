/** How much of a source is read; plain data. */
export interface ReadingProgress {
  readonly kind: 'reading';
  /** The file, or `standard input`. */
  readonly source: string;
  readonly bytes: number;
  /** Bytes of the file; undefined of standard input. */
  readonly total: number | undefined;
}
