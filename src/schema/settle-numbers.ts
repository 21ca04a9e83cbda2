import type { RawColumn } from '../table/raw-table.js';
import { type ColumnProfile, profileColumn } from './column-profile.js';
import { describeFormat } from './describe-format.js';
import { doubtMarks } from './doubt-marks.js';
import { doubtOtherUnits } from './doubt-units.js';
import { factorOf, isSureFactor } from './factors.js';
import {
  differentReadings,
  type FilledCells,
  filledCells,
  type ReadCell,
  rowsRead,
} from './filled-cells.js';
import { inferNumberFormat } from './infer-number-format.js';
import { likelyForms } from './likely-forms.js';
import { readLoose } from './number-evidence.js';
import { isSameCurrency, numberReader, writtenNumbers } from './number-reader.js';
import type { ColumnSchema, DecimalMark, NumericParser, Parser } from './schema.js';
import { settleBooleanNumbers } from './settle-booleans.js';
import { asUnits, withTrainedNames } from './settle-names.js';
import { type OtherParser, settleReading, undecided } from './settle-reading.js';
import { withoutRefused } from './settle-refused.js';
import { unitsNamed } from './units.js';
import { isPlain } from './values-as-is.js';

/** What may stand at numbers and changes none that has it not. */
const MARKS: ReadonlySet<string> = new Set([
  ...['thousands', 'accounting', 'factors', 'bounds', 'footnotes', 'trailingMinus', 'family'],
  'refused',
]);
const FRACTION = /\d\.\d|^\.\d/;

interface Form {
  readonly parser: NumericParser;
  /** What its cells show by themselves. */
  readonly shown: NumericParser;
  readonly read: ReadCell;
}

/** Another form in which all numbers of a column are written, with what units may mean otherwise. */
export function settleNumbers(
  column: ColumnSchema,
  trained: NumericParser,
  cells: FilledCells,
  raw: RawColumn,
): OtherParser | undefined {
  const own = withoutRefused(raw, trained);
  const filled = own === raw ? cells : filledCells(column, own);
  const was = asUnits(trained, filled);
  const { parser = was, notes = [] } = settleForm(column, was, filled, own) ?? {};
  const doubts = parser.kind === 'numeric' ? doubtOtherUnits(column, parser, cells) : [];
  const all = [...notes, ...doubts];
  return was === trained ? asTrained(parser, all) : { parser, notes: all };
}

/**
 * Another form in which all numbers of a column are written; thousands separators and the like may stand in some of them
 * alone. Tells, too, where a sign is gone that said what the numbers are of.
 */
function settleForm(
  column: ColumnSchema,
  trained: NumericParser,
  cells: FilledCells,
  raw: RawColumn,
): OtherParser | undefined {
  const { name } = column;
  const filled = rowsRead(cells, () => 0);
  const known: Form = { parser: trained, shown: trained, read: numberReader(trained) };
  const readAll = rowsRead(cells, known.read) === filled;
  if (filled === 0) return undefined;
  if (readAll && !mayDiffer(trained, cells)) {
    return asTrained(trained, doubtMarks(column, trained, raw, cells));
  }
  const all = likelyForms(
    differentReadings(formsOf(column, raw, trained, cells), cells),
    column,
    cells,
  );
  const own = Math.min(...all.map((other) => rowsOfOwn(cells, known, other)));
  const rows = all.map(({ read }) => rowsRead(cells, read));
  const complete = rows.indexOf(filled);
  const isStrict = complete >= 0 && isWith(all[complete], known, cells);
  const settled = settleReading({ filled, trained: own, others: rows, isStrict });
  if (settled.kind === 'trained') {
    if (own === 0) return trained.parts ? undefined : settleBooleanNumbers(column, cells);
    const lost = lostSigns(column, known, all[0]?.shown ?? trained, cells);
    return asTrained(trained, [...lost, ...doubtMarks(column, trained, raw, cells)]);
  }
  const other = all[settled.place] ?? known;
  const was = wordsOf(trained);
  if (settled.kind === 'undecided') {
    const most = rows[settled.place] ?? 0;
    const forms = all.filter((_, i) => rows[i] === most).map(({ parser }) => wordsOf(parser));
    const counts = { filled, trained: own, other: most };
    const [example] = cells.find(([cell]) => Number.isNaN(known.read(cell))) ?? [];
    throw undecided('OTHER_NUMBERS', name, counts, [was, forms.join(' or as ')], example);
  }
  const is = wordsOf(other.parser);
  const [cell = ''] = cells.find(([one]) => !Object.is(known.read(one), other.read(one))) ?? [];
  const example = `("${cell}" as ${other.read(cell)})`;
  const note = `column "${name}" is read as ${is} ${example}: as in training (${was}) only ${own} of ${filled} cells could be${scaleWarning(trained, other.parser)}`;
  return { parser: other.parser, notes: [note] };
}

/** The trained parser, where there is something to say of it. */
export function asTrained(parser: Parser, notes: readonly string[]): OtherParser | undefined {
  return notes.length > 0 ? { parser, notes } : undefined;
}

/** Whether cells that are all read as in training may lack its signs, or have another decimal mark. */
function mayDiffer(trained: NumericParser, cells: FilledCells): boolean {
  if (trained.decimal === ',') return true;
  const isBare = bareCells(trained);
  return !isPlain(trained) && cells.some(([cell]) => isBare(cell));
}

/** Tells numbers that have no unit, no currency and no percent sign, in whatever digits. */
function bareCells({ decimal, form }: NumericParser): (cell: string) => boolean {
  const writtenOf = writtenNumbers(decimal, form);
  return (cell) => {
    const written = writtenOf(cell);
    return written?.unit === '' && written.currency === '' && !written.percent;
  };
}

/** What the cells look like by themselves: with either decimal mark, where both are possible. */
function formsOf(
  column: ColumnSchema,
  raw: RawColumn,
  trained: NumericParser,
  cells: FilledCells,
): readonly Form[] {
  const profile = profileColumn(raw, column.missing);
  return marksOf(trained).map((mark) => {
    const own = withTrainedNames(formatWith(mark, profile, trained), trained, cells);
    const scaled = multiplies(own, trained, column, cells)
      ? { ...own, unit: '', factors: true }
      : inTrainedScale(own, trained, column);
    const parser = withForm(scaled, trained);
    return { parser, shown: own, read: numberReader(parser) };
  });
}

/** In the loose form of training the same cells show more: where `1,000-1,999` has thousands, `1,000` alone need not. */
function formatWith(mark: DecimalMark, profile: ColumnProfile, { form }: NumericParser) {
  const { parser } = inferNumberFormat(profile, mark);
  const loose = form && readLoose(profile, mark, form, Number.POSITIVE_INFINITY);
  if (!loose) return parser;
  // A dash at one end is a bound where training had some.
  const { bounds: _, ...own } = loose.evidence.parser;
  return parser.bounds ? { ...own, bounds: true } : own;
}

/** Hexadecimal numbers have no mark, so that numbers of programs in such a column have their own. */
function marksOf({ decimal, hexadecimal }: NumericParser): readonly DecimalMark[] {
  if (hexadecimal) return ['.'];
  return decimal === '.' ? ['.', ','] : [',', '.'];
}

/**
 * Whether all numbers have one factor, such as `k`, where training had neither factors nor units: but not where it had
 * more such numbers as stand before it than multiplied ones.
 */
function multiplies(
  own: NumericParser,
  { unit, factors, percent }: NumericParser,
  { range }: ColumnSchema,
  cells: FilledCells,
): boolean {
  // CR may be a credit.
  if (unit !== '' || factors || percent || !isSureFactor(own.unit) || own.unit === 'CR')
    return false;
  if (!range) return true;
  const read = numberReader(own);
  const rowsWithin = (factor = 1) =>
    rowsRead(cells, (cell) => {
      const value = read(cell) * factor;
      return value >= range.low && value <= range.high ? value : Number.NaN;
    });
  return rowsWithin(factorOf(own.unit)) >= rowsWithin();
}

/** Models ask for the parts that training had, and what may stand at its numbers may be missing by chance in these. */
function withForm({ parts: _, ...own }: NumericParser, trained: NumericParser): NumericParser {
  const { parts, form, directed, accounting, bounds, footnotes, trailingMinus } = trained;
  return {
    ...own,
    accounting: own.accounting || accounting,
    ...(form && { form }),
    ...(parts && { parts }),
    ...(directed && { directed }),
    ...(bounds && { bounds }),
    ...(footnotes && { footnotes }),
    ...(trailingMinus && { trailingMinus }),
  };
}

/**
 * What stands at numbers means what it did in training: percents are shares where training had those, `k` and `CR` are
 * multiplied out, or counted in the one factor of training, and units of the same family are turned into that of training.
 */
function inTrainedScale(
  own: NumericParser,
  trained: NumericParser,
  { range }: ColumnSchema,
): NumericParser {
  const { unit, percent, factors = false, credits = false, months = false } = trained;
  const areShares = range && !range.isWhole && range.low >= -1 && range.high <= 1;
  const shares = (percent ? trained.shares : own.shares || areShares) === true;
  const isOwnMoney = own.currency !== '' && isSameCurrency(own.currency, trained);
  const scaled = {
    ...own,
    ...(isOwnMoney && { currency: trained.currency }),
    ...(own.percent && { shares }),
  };
  const hasFactor = own.factors === true || factorOf(own.unit) !== undefined;
  if (hasFactor && isSureFactor(unit)) return { ...scaled, unit, factors: false };
  const isFactor = (factors && hasFactor) || (credits && own.unit === 'CR');
  if (isFactor) return { ...scaled, unit: '', factors, credits };
  if (unit === '' || own.unit === '') return scaled;
  const known = new Set(unitsNamed(unit).map(({ family }) => family));
  const [family, ...more] = unitsNamed(own.unit).flatMap((one) =>
    known.has(one.family) ? one.family : [],
  );
  return family && more.length === 0 ? { ...scaled, unit, family, months } : scaled;
}

/**
 * Rows that training reads as its own. A decimal point is read beside decimal commas, but not where other cells have points
 * that would be of thousands: `2.5` beside `1.234`.
 */
function rowsOfOwn(cells: FilledCells, { parser, read }: Form, other: Form): number {
  if (parser.decimal === '.' || other.parser.decimal === ',') return rowsRead(cells, read);
  const isOther = ([cell]: readonly [string, number]) => {
    const [own, theirs] = [read(cell), other.read(cell)];
    return !Number.isNaN(own) && !Number.isNaN(theirs) && own !== theirs;
  };
  if (!cells.some(isOther)) return rowsRead(cells, read);
  const ungrouped = numberReader({ ...parser, thousands: false });
  const isForeign: ReadCell = (cell) =>
    FRACTION.test(cell) && !Number.isNaN(ungrouped(cell)) ? Number.NaN : read(cell);
  return rowsRead(cells, isForeign);
}

/** Whether a form only adds marks to the trained one: what that reads is read alike. */
function isWith(other: Form | undefined, known: Form, cells: FilledCells): boolean {
  if (!other || !differInMarksAlone(other.parser, known.parser)) return false;
  return cells.every(([cell]) => {
    const value = known.read(cell);
    return Number.isNaN(value) || value === other.read(cell);
  });
}

/** Whether two parsers differ at most in marks that change no number which has them not. */
export function differInMarksAlone(a: NumericParser, b: NumericParser): boolean {
  return withoutMarks(a) === withoutMarks(b);
}

function withoutMarks(parser: NumericParser): string {
  const entries = Object.entries(parser).filter(([key, value]) => !MARKS.has(key) && value);
  return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function wordsOf(parser: NumericParser): string {
  const format = describeFormat(parser);
  if (format === undefined) return 'plain numbers';
  return format.startsWith('in ') ? `numbers ${format}` : `numbers with ${format}`;
}

/** Nobody can tell what a dollar is in euros. */
function scaleWarning(trained: NumericParser, other: NumericParser): string {
  const isSame =
    trained.currency === other.currency &&
    trained.unit === other.unit &&
    (trained.percent === other.percent || other.shares === true);
  return isSame ? '' : '; the numbers are taken as they stand, nothing is converted';
}

/** Notes on signs that training had and cells have not. */
function lostSigns(
  { name, range }: ColumnSchema,
  { parser, read }: Form,
  own: NumericParser,
  cells: FilledCells,
): readonly string[] {
  const isBare = bareCells(parser);
  const bare = cells.flatMap(([cell]) =>
    isBare(cell) && Number.isFinite(read(cell)) ? [cell] : [],
  );
  // A share of more than training had may be so many percent.
  const most = Math.max(1, range?.high ?? 1);
  const beyond = parser.shares ? bare.find((cell) => read(cell) > most) : undefined;
  const isPercent = parser.percent && !parser.shares && (!own.percent || own.shares);
  const lost = [
    (isPercent || beyond !== undefined) && 'percent sign',
    parser.currency !== '' && own.currency === '' && `currency (${parser.currency})`,
    parser.unit !== '' && own.unit === '' && `unit (${parser.unit})`,
  ].filter(Boolean);
  const cell = beyond ?? bare[0];
  if (lost.length === 0 || cell === undefined) return [];
  return [
    `column "${name}": cells lack the ${lost.join(' and the ')} of training, and are taken as they stand ("${cell}" as ${read(cell)})`,
  ];
}
