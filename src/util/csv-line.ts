/** One line of CSV; cells with a delimiter, quote or line end are quoted, and an empty one that is alone, as that line would be blank. */
export function csvLine(cells: readonly (string | number)[]): string {
  const line = cells.map((cell) => csvCell(String(cell))).join(',');
  return line === '' ? '""\n' : `${line}\n`;
}

export function csvCell(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
