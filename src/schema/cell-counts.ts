/** The different trimmed cells of a column that are not missing, in order of first appearance, and how many rows hold each. */
export interface CellCounts {
  readonly cells: readonly string[];
  readonly rowsOf: Float64Array;
}
