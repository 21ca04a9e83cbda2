/** What a column's cells mean beside what they always do. */
export interface MissingRule {
  /** Cells that are missing. */
  readonly missing?: readonly string[] | undefined;
  /** Cells that are values, though they would be missing. */
  readonly keep?: readonly string[] | undefined;
  /** Whether codes are the numbers that they look like, as in a label of numbers: 09 is missing where 9 is. @default false */
  readonly areNumbers?: boolean | undefined;
}
