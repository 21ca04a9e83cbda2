import { FORM } from '../table/plain-number.js';
import type { RawColumn } from '../table/raw-table.js';
import { type FilledCells, filledCells } from './filled-cells.js';
import { numberReader } from './number-reader.js';
import type { ColumnSchema, NumericParser } from './schema.js';

/** Digits behind a mark that may be one of thousands. */
const GROUP = 3;

/**
 * A note where every decimal mark of a column may be of thousands, or the reverse, and what is read as in training is
 * beyond all of training, or not whole as that was.
 */
export function doubtMarks(
  column: ColumnSchema,
  parser: NumericParser,
  raw: RawColumn,
  known?: FilledCells,
): readonly string[] {
  const { name, range } = column;
  if (!range || !mayHold(raw)) return [];
  const read = numberReader(parser);
  const decimal = parser.decimal === '.' ? ',' : '.';
  const readOther = numberReader({ ...parser, decimal, thousands: true });
  const cells = known ?? filledCells(column, raw);
  const { low, high, isWhole } = range;
  const isOdd = (cell: string) => {
    const [own, other] = [read(cell), readOther(cell)];
    if (own === other || Number.isNaN(own) || Number.isNaN(other)) return false;
    return own < low || own > high || (isWhole && !Number.isInteger(own));
  };
  const cell = oddMark(
    cells.map(([own]) => own),
    isOdd,
  );
  if (cell === undefined) return [];
  const were = isWhole ? 'were whole numbers' : 'lay';
  return [
    `column "${name}": "${cell}" is read as ${read(cell)}, as in training, where cells ${were} between ${low} and ${high}: if its mark means otherwise, write ${readOther(cell)}`,
  ];
}

/** The first cell with a mark of which all are odd that have it; a cell with both, which shows what they are, is not. */
function oddMark(cells: readonly string[], isOdd: (cell: string) => boolean): string | undefined {
  const [points, commas] = ['.', ','].map((mark) => cells.filter((cell) => cell.includes(mark)));
  return [points, commas].find((own = []) => own.length > 0 && own.every(isOdd))?.[0];
}

/** Of numbers that were read as such the digits behind the point are known without their texts; a few other cells have texts. */
function mayHold(raw: RawColumn): boolean {
  if (raw.kind === 'coded') return true;
  const { forms } = raw;
  const [marked, others] = [
    [GROUP, FORM.text],
    [0, FORM.empty],
  ];
  return (
    forms.some((form) => marked.includes(form)) &&
    forms.every((form) => marked.includes(form) || others.includes(form))
  );
}
