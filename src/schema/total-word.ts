import { cellAt, cellTexts } from '../table/raw-cells.js';
import type { RawColumn, RawTable } from '../table/raw-table.js';

/** Rows at the end that may be of totals. */
const LAST = 3;
/** Rows of a column that may say so: of more, it is one of its levels. */
const MOST = 3;
/** A column of which so many cells are filled has one in a row of data. */
const MOSTLY = 0.8;
const TOTAL =
  /^(?:grand |sub-?|zwischen)?(?:totals?|totale|totaux|totaal|sum|summe|gesamt(?:summe)?|insgesamt|average|avg|mean|durchschnitt|mittelwert|moyenne|promedio|gemiddelde|suma|soma|somma|somme|итого|всего|среднее|合計|合计|总计|總計|平均|합계|평균)(?!\p{L})/iu;

/** What is to be said of rows at the end that call themselves totals, and lack what the others have; undefined where none does. */
export function describeTotalWord(
  { columns, rows }: RawTable,
  kept: Int32Array,
): string | undefined {
  const last = [...kept.slice(-LAST)].filter((row) => row >= rows - LAST);
  const found = last.flatMap((row) => {
    const named = columns.find((column) => saysTotal(column, row));
    const isGap = (column: RawColumn) => column !== named && isGapAt(column, row);
    return named && columns.some(isGap) ? [{ row, named }] : [];
  });
  const [first] = found;
  if (!first) return undefined;
  const cell = `"${cellAt(first.named, first.row).trim()}" in "${first.named.name}"`;
  const places = found.map(({ row }) => row + 1).join(', ');
  return found.length === 1
    ? `row ${places} may be a total, with ${cell}: leave it out if it is one`
    : `rows ${places} may be totals, with ${cell}: leave them out if they are`;
}

function saysTotal(column: RawColumn, row: number): boolean {
  const own = cellAt(column, row).trim();
  if (!TOTAL.test(own)) return false;
  return cellTexts(column).filter((cell) => cell.trim() === own).length <= MOST;
}

/** Whether a cell is blank in a column that seldom has such. */
function isGapAt(column: RawColumn, row: number): boolean {
  if (cellAt(column, row).trim() !== '') return false;
  const cells = cellTexts(column);
  return cells.filter((cell) => cell.trim() !== '').length >= MOSTLY * cells.length;
}
