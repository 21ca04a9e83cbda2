/** A cell, quoted or plain, and what ends it. */
const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g;

/** The first records of a CSV as autofit writes it: quoted where it must be, quotes doubled; blank lines are none. */
export function csvRows(text: string, most: number): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let cells: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(CELL)) {
    cells.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === ',') continue;
    if (cells.length > 1 || plain !== '') rows.push(cells);
    cells = [];
    if (rows.length === most) break;
  }
  return rows;
}
