import { ALWAYS_MISSING, MISSING_AMONG_NUMBERS } from '../util/missing-words.js';
import { isBlank, type SampleRecord } from './sample-records.js';

type Cells = readonly string[];

const COMMENT = /^[#%]/;
/** The sign and a word, as a column is called. */
const ONE_WORD = /^[#%]\s*\S+$/;
const SIGNS = /^[^\p{L}\d]*$/u;
/** A number, a date or an amount. */
const VALUE = /^[^\p{L}_]*\d/u;

/** How many of the first records are comments: they begin with #. The last of them may be the header. */
export function commentLines(records: readonly SampleRecord[]): number {
  const first = records.findIndex(({ cells }) => !COMMENT.test(cells[0] ?? ''));
  const next = records[first];
  if (!next || first === 0) return 0;
  const last = records[first - 1]?.cells ?? [];
  const rows = records.slice(first).map(({ cells }) => cells);
  const isHeader =
    !isBlank(next) &&
    withoutSign(last, next.cells).length === next.cells.length &&
    !namesNumbers(rows) &&
    (next.cells.length > 1 || (first === 1 && namesOne(last, next.cells)));
  return isHeader ? first - 1 : first;
}

/** Names without the sign that stands before them as a word of its own, as numpy writes `# x y z`; the row tells it from a column called #. */
export function withoutSign(names: Cells, row: Cells | undefined): Cells {
  return names[0] === '#' && names.length === (row?.length ?? 0) + 1 ? names.slice(1) : names;
}

/** Whether the first of these rows is the header of the others: it has no value, and stands above a column of numbers. */
function namesNumbers([names = [], ...rows]: readonly Cells[]): boolean {
  return (
    names.every((name) => !VALUE.test(name) && !isMissing(name)) &&
    names.some((_, i) => {
      const cells = rows.map((row) => row[i] ?? '').filter((cell) => !isMissing(cell));
      return cells.length > 0 && cells.every(isNumber);
    })
  );
}

function isMissing(cell: string): boolean {
  const lower = cell.trim().toLowerCase();
  return SIGNS.test(lower) || ALWAYS_MISSING.has(lower) || MISSING_AMONG_NUMBERS.has(lower);
}

/** Whether a comment names the one column that there is: it may be a remark above the name, but not above a number. */
function namesOne([comment = '']: Cells, [cell = '']: Cells): boolean {
  return ONE_WORD.test(comment) || isNumber(cell);
}

function isNumber(cell: string): boolean {
  return cell !== '' && Number.isFinite(Number(cell.replace(',', '.')));
}
