/** What a column's cells mean beside what they always do. */
export interface MissingRule {
  /** Cells that are missing. */
  readonly missing?: readonly string[] | undefined;
  /** Cells that are values, though they would be missing. */
  readonly keep?: readonly string[] | undefined;
}
