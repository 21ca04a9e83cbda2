import type { ColumnProfile, PlainNumbers } from './column-profile.js';

/** Of the rows, how many must begin with 0 for all to be codes: some postal codes of a country do. */
const LEAST_SHARE = 0.05;
/** 07 may be a month, 007 is none. */
const PADDED = /^0\d\d+$/;
/** Hours and minutes without a mark: 0930. */
const CLOCK = /^(?:[01]\d|2[0-3])[0-5]\d$/;
const DIGITS = /^\d+$/;
/** As of 7E5, which is no way to print a number where no power has a sign or a point before it. */
const LETTERED = /^\d+[eE]\d+$/;
const LETTERED_PADDED = /^0\d+[eE]|[eE]0\d/;
/** A version after the ninth has two digits behind its point, none of which is a 0 in front. */
const VERSION = /^\d+\.[1-9]\d?$/;

/** Why cells of digits alone, or with an E, are codes: they begin with 0. */
export function codesReason({ counts, plain, rows, missing }: ColumnProfile): string | undefined {
  if (plain) return undefined;
  const { cells, rowsOf } = counts;
  let [padded, lettered, others] = [0, 0, 0];
  for (const [i, cell] of cells.entries()) {
    const own = rowsOf[i] ?? 0;
    if (DIGITS.test(cell)) padded += PADDED.test(cell) ? own : 0;
    else if (LETTERED.test(cell)) lettered += LETTERED_PADDED.test(cell) ? own : 0;
    else others += own;
    if (others > LEAST_SHARE * (rows - missing)) return undefined;
  }
  const are = padded > LEAST_SHARE * (rows - missing) || lettered > 0;
  return are && !cells.every((cell) => CLOCK.test(cell)) ? 'codes with leading zeros' : undefined;
}

/** What may be meant otherwise by numbers that look like versions or codes. */
export function doubtCodes({ name, counts, plain }: ColumnProfile): string | undefined {
  const told = `pass \`types: ${JSON.stringify({ [name]: 'categorical' })}\``;
  const version = plain ? versionOfPlain(plain) : versionOf(counts.cells);
  if (version !== undefined)
    return `column "${name}": ${version} is read as a fraction; if it is a version, ${told}`;
  if (plain || !counts.cells.every((cell) => LETTERED.test(cell))) return undefined;
  const [cell = ''] = counts.cells;
  return `column "${name}": ${cell} is read as ${Number(cell)}; if it is a code, ${told}`;
}

/** Such as 1.10 beside 1.9, where no fraction begins with 0; undefined of other numbers. */
function versionOf(cells: readonly string[]): string | undefined {
  if (!cells.every((cell) => VERSION.test(cell))) return undefined;
  const isShort = cells.some((cell) => cell.at(-2) === '.');
  return isShort ? cells.find((cell) => cell.endsWith('0')) : undefined;
}

function versionOfPlain({ values, whole, formOf }: PlainNumbers): string | undefined {
  if (whole) return undefined;
  let [isShort, example] = [false, ''];
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (Number.isNaN(value)) continue;
    const decimals = formOf(row);
    const fraction = Math.round(value * 100) % 100;
    if (value < 0 || fraction < 10 || (decimals !== 1 && decimals !== 2)) return undefined;
    if (decimals === 1) isShort = true;
    else if (fraction % 10 === 0) example = value.toFixed(2);
  }
  return isShort && example !== '' ? example : undefined;
}
