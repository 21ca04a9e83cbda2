const MISSING_TOKENS: ReadonlySet<string> = new Set(['', 'na', 'n/a', 'nan', 'null', '?', '-']);

/** Whether a cell, already trimmed, says that its value is missing; in any case of letters. */
export function isMissing(cell: string): boolean {
  return cell.length <= 4 && MISSING_TOKENS.has(cell.toLowerCase());
}
