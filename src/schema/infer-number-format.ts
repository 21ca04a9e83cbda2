import { countOf } from '../util/count-of.js';
import type { ColumnProfile } from './column-profile.js';
import { isWithoutCents, mayHaveCommas } from './currencies.js';
import { isMissingAmongNumbers } from './missing-tokens.js';
import {
  hexadecimalEvidence,
  type NumberEvidence,
  plainEvidence,
  readEvidence,
} from './number-evidence.js';
import { numberReader, writtenNumbers } from './number-reader.js';
import { type OpenMarks, openMarks, openMarksIn } from './open-marks.js';
import type { DecimalMark, NumericParser } from './schema.js';
import { areWholePairs } from './whole-pairs.js';
import { endsOfRange } from './written-range.js';

/** What was read of a profile, by either decimal mark; the comma is tried where some cell asks for it. */
interface Readings {
  readonly point: NumberEvidence;
  readonly comma: NumberEvidence | undefined;
  /** The mark that may stand before thousands or a fraction in every cell. */
  readonly mark: DecimalMark;
  readonly open: OpenMarks | undefined;
}

const readings = new WeakMap<ColumnProfile, Readings>();

/**
 * Reads every distinct cell as a number; the commonest currency and unit are the column's. The decimal mark is
 * the one that reads more cells; `tie` decides where both read as many, as of `1,234`.
 */
export function inferNumberFormat(profile: ColumnProfile, tie: DecimalMark = '.'): NumberEvidence {
  const { point, comma, mark, open } = readingsOf(profile);
  if (!comma) return point;
  const difference = ownNumbers(comma) - ownNumbers(point);
  if (difference !== 0) return difference > 0 ? comma : point;
  const isWhole = open !== undefined && isWithoutCents(point.parser.currency);
  if (mark === '.') return open && (tie === ',' || open.areThousands || isWhole) ? comma : point;
  return tie === ',' && !isWhole ? comma : point;
}

/** The decimal mark that a column shows by itself; undefined where its numbers could have either, or have none. */
export function shownDecimal(profile: ColumnProfile): DecimalMark | undefined {
  const { point, comma, open } = readingsOf(profile);
  if (open || point.numbers === 0 || areWholePairs(profile, comma ?? point)) return undefined;
  const decimal = inferNumberFormat(profile).parser.decimal;
  if (decimal !== inferNumberFormat(profile, ',').parser.decimal) return undefined;
  const isWhole = profile.plain ? profile.plain.whole : point.integers;
  return comma || !isWhole ? decimal : undefined;
}

/** What may be meant otherwise by the numbers of a column, with the option that says so. */
export function doubtNumbers(
  profile: ColumnProfile,
  parser: NumericParser,
  tie: DecimalMark = '.',
): string | undefined {
  const { mark, open } = readingsOf(profile);
  return open && doubtOpen(profile.name, parser, tie, mark, open);
}

/** The same of ranges, by both ends of each. */
export function doubtRanges(
  { name, counts }: ColumnProfile,
  parser: NumericParser,
  tie: DecimalMark,
): string | undefined {
  const ends = counts.cells.flatMap(endsOfRange);
  const mark = marksOf(ends);
  const open = mark && openMarksIn(ends, mark);
  return open && doubtOpen(name, parser, tie, mark, open);
}

function doubtOpen(
  name: string,
  parser: NumericParser,
  tie: DecimalMark,
  mark: DecimalMark,
  open: OpenMarks,
): string | undefined {
  const { currency } = parser;
  const isOpenMoney = mark === ',' ? mayHaveCommas(currency) : currency !== '';
  const isOdd = tie === ',' || isOpenMoney || (mark === '.' && open.hasWholes);
  if (!isOdd) return undefined;
  const isGrouped = parser.decimal !== mark;
  const value = numberReader(parser)(open.example);
  const sign = mark === '.' ? 'point' : 'comma';
  const [is, other] = isGrouped ? ['thousands', 'a fraction'] : ['a fraction', 'thousands'];
  const example = mark === (isGrouped ? '.' : ',') ? '1,234.5' : '1.234,5';
  const told = JSON.stringify({ [name]: `numeric:${example}` });
  return `column "${name}": ${open.example} is read as ${value}, its ${sign} as that of ${is}; if it is of ${other}, pass \`types: ${told}\``;
}

/** What to say of a column in several currencies. */
export function doubtMoney(
  { name }: ColumnProfile,
  { parser, otherMoney, strayCells }: NumberEvidence,
): string | undefined {
  if (otherMoney === 0 || parser.currency === '') return undefined;
  const others = countOf(otherMoney, 'cell');
  return `column "${name}" holds several currencies: ${parser.currency} is read, and ${others} such as "${strayCells[0]}" count as missing; turn them into one to use all`;
}

/** The evidence under a decimal mark that is told. */
export function numberFormatWith(profile: ColumnProfile, decimal: DecimalMark): NumberEvidence {
  const evidence = readEvidence(profile, decimal);
  if (!evidence) throw new Error('no cells were read');
  return evidence;
}

/** Of the cells that are not missing, how many must be numbers for the rest to count as strays. */
const NUMERIC_SHARE = 0.95;
/** Words behind numbers of more kinds are no units. */
const MOST_UNITS = 40;
/** Four groups of digits in every cell are addresses of computers. */
const ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** Whether a column is numeric although it holds something else. */
export function isMostlyNumeric({
  numbers,
  distinct,
  strays,
  strayCells,
  otherMoney,
}: NumberEvidence): boolean {
  if (strays === otherMoney) return distinct > 1;
  const share = numbers / (numbers + strays);
  // One word among many numbers says that there is none.
  return share >= (strayCells.length === 1 ? 0.5 : NUMERIC_SHARE) && distinct > 20;
}

/** Whether so few cells are something else that a column may be mostly numeric; of others not all cells are read. */
export function mayBeNumeric(profile: ColumnProfile): boolean {
  if (profile.plain) return true;
  const { counts, rows, missing } = profile;
  const { cells, rowsOf } = counts;
  if (cells.every((cell) => ADDRESS.test(cell))) return false;
  const read = writtenNumbers('.');
  const most = (1 - NUMERIC_SHARE) * (rows - missing);
  const units = new Set<string>();
  let [others, otherRows] = [0, 0];
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i] as string;
    const found = read(cell);
    if (found && found.unit !== '') units.add(found.unit);
    if (units.size > MOST_UNITS) return false;
    if (found || isMissingAmongNumbers(cell)) continue;
    others++;
    otherRows += rowsOf[i] ?? 0;
    if (others > 1 && otherRows > most) return hexadecimalEvidence(profile) !== undefined;
  }
  return true;
}

/** Read once, however often a column is judged. */
function readingsOf(profile: ColumnProfile): Readings {
  const known = readings.get(profile);
  if (known) return known;
  const found = profile.plain ? plainReadings(profile) : textReadings(profile);
  readings.set(profile, found);
  return found;
}

function plainReadings(profile: ColumnProfile): Readings {
  if (!profile.plain) throw new Error('no plain numbers');
  const point = plainEvidence(profile, profile.plain);
  const open = openMarks(profile, '.');
  return { point, comma: open && readEvidence(profile, ','), mark: '.', open };
}

function textReadings(profile: ColumnProfile): Readings {
  const hexadecimal = hexadecimalEvidence(profile);
  const point = hexadecimal ?? readEvidence(profile, '.');
  if (!point) throw new Error('no cells were read');
  const { cells } = profile.counts;
  const marks = marksOf(cells);
  if (hexadecimal || !marks) return { point, comma: undefined, mark: '.', open: undefined };
  const comma = readEvidence(profile, ',', point.strays + point.foreign);
  const isOpen = comma && ownNumbers(comma) === ownNumbers(point);
  const open = isOpen ? openMarks(profile, marks) : undefined;
  return { point, comma, mark: marks, open };
}

function ownNumbers({ numbers, foreign }: NumberEvidence): number {
  return numbers - foreign;
}

/** The mark that asks whether it is decimal: a comma, or a point before three digits at the end of a number. */
function marksOf(cells: readonly string[]): DecimalMark | undefined {
  if (cells.some((cell) => cell.includes(','))) return ',';
  return cells.some((cell) => cell.includes('.') && /\d\.\d{3}(?!\d)/.test(cell)) ? '.' : undefined;
}
