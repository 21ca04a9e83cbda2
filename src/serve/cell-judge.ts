import { cellReader } from '../schema/cell-reader.js';
import { usualReader } from '../schema/datetime-reader.js';
import { missingIn } from '../schema/filled-cells.js';
import { judgeCells, type KnownCell } from '../schema/judge-drift.js';
import { hasEnds } from '../schema/number-parts.js';
import { hasOtherClock } from '../schema/other-clocks.js';
import type { ColumnSchema, NumericParser, Parser } from '../schema/schema.js';
import { hadLongYears } from '../schema/settle-short-years.js';
import { isPlain } from '../schema/values-as-is.js';
import { shortYears } from '../schema/year-first-dates.js';
import { isWrittenPicture, picturesIn } from '../table/picture-cells.js';
import { shown } from '../util/shown.js';

/**
 * What a trimmed cell is to the model's parser: `plain` cells mean the same beside whatever other cells; the others are looked
 * at by themselves, as they may be written in another form than in training.
 */
export type CellVerdict = 'plain' | 'missing' | 'other' | 'long';

/** Numbers and dates with more letters are none; what reads them would take long to say so. */
const LONGEST = 1000;

/** Judges the cells of a column. */
export function cellJudge(column: ColumnSchema): (cell: string) => CellVerdict {
  const { parser } = column;
  if (!parser) throw new Error(`no parser for column ${column.name}`);
  const isMissing = missingIn(column);
  const isKnown = plainCells(column, parser);
  const isShort = isOfNumbers(parser);
  return (cell) => {
    if (isMissing(cell)) return 'missing';
    if (isShort && cell.length > LONGEST) return 'long';
    return isKnown(cell) ? 'plain' : 'other';
  };
}

function plainCells(column: ColumnSchema, parser: Parser): (cell: string) => boolean {
  if (parser.kind === 'image') return areWritten;
  if (parser.kind === 'datetime') {
    const read = usualReader(parser);
    // Years of two digits may be another part than the one that is read.
    const wereLong = hadLongYears(parser);
    const isOther = hasOtherClock(column, parser);
    return (cell) =>
      Number.isFinite(read(cell)) && !(wereLong && shortYears([cell])) && !isOther(cell);
  }
  if (parser.kind !== 'numeric') {
    const judge = judgeCells(parser);
    return (cell) => judge(cell) === 'known';
  }
  const isSure = sureForm(parser);
  if (!isSure || hasEnds(parser)) return () => false;
  const read = cellReader(parser);
  const { low, high, isWhole } = column.range ?? {
    low: Number.NEGATIVE_INFINITY,
    high: Number.POSITIVE_INFINITY,
    isWhole: false,
  };
  return (cell) => {
    if (!isSure.test(cell)) return false;
    const value = read(cell);
    const isInside = value >= low && value <= high && Number.isFinite(value);
    return isInside && (!isWhole || Number.isInteger(value));
  };
}

/** Cells that no other form of numbers reads otherwise; undefined where signs stand at numbers, which cells may lack. */
function sureForm(parser: NumericParser): RegExp | undefined {
  if (isPlain(parser)) return ANY;
  return isPlain({ ...parser, decimal: '.' }) ? WITH_COMMA : undefined;
}

const ANY = /^/;
/** A point before three digits, and no comma, may be a decimal one. */
const WITH_COMMA = /^-?(?:\d+|\d+,\d{1,15}|\d{1,3}(?:\.\d{3})+,\d{1,15})$/;

/** Requests bring pictures along: no path is opened for them. */
function areWritten(cell: string): boolean {
  return picturesIn(cell).every(isWrittenPicture);
}

/** What cannot be read of a cell that is not missing, in words; undefined where it can. */
export function cellFault(parser: Parser, cell: string): string | undefined {
  if (parser.kind === 'image') {
    return areWritten(cell)
      ? undefined
      : `${shown(cell)} is no picture as base64, and paths are not opened`;
  }
  const known: KnownCell = judgeCells(parser)(cell);
  if (known === 'unread') return `${shown(cell)} is ${wanted(parser)}`;
  const isInfinite = known === 'strange' && isOfNumbers(parser);
  return isInfinite ? `${shown(cell)} is too large a number` : undefined;
}

/** Of a cell that is too long to be one of its column. */
export function longFault(parser: Parser, cell: string): string {
  return `${shown(cell)} is ${wanted(parser)}`;
}

function isOfNumbers({ kind }: Parser): boolean {
  return kind === 'numeric' || kind === 'datetime' || kind === 'boolean';
}

function wanted(parser: Parser): string {
  switch (parser.kind) {
    case 'numeric':
      return `no number${unitOf(parser)}`;
    case 'datetime':
      return 'no date as training had them';
    case 'boolean':
      return `neither "${parser.yes}" nor "${parser.no}"`;
    default:
      return 'no list as training had them';
  }
}

function unitOf({ unit, currency }: NumericParser): string {
  const sign = unit || currency;
  return sign === '' ? '' : ` (training had ${sign})`;
}
