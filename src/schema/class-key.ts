import { UNKNOWN_CLASS } from '../table/table.js';
import { cleanText } from '../util/clean-text.js';
import { endWithout } from '../util/without-outer.js';
import type { CellCounts } from './cell-counts.js';

const PLAIN = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;
const TRUTH = /^(?:true|false)$/i;

/**
 * What two spellings of one class have in common: equal numbers, written plainly, are one class (`1`, `1.0`, `+1`, `1e0`),
 * digit by digit, not as doubles; so are the words true and false in any case. Other classes are told apart by each
 * character that is seen, whatever it is composed of.
 */
export function classKey(written: string): string {
  const cell = cleanText(written);
  if (TRUTH.test(cell)) return cell.toLowerCase();
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = PLAIN.exec(cell) ?? [];
  if (whole === '' && fraction === '') return cell;
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.slice(0, endWithout(digits, /0/));
  const scale = BigInt(exponent) + BigInt(digits.length - significant.length - fraction.length);
  // Cells are trimmed, so that none begins with a space as the key of a number does.
  return significant === '' ? ' 0' : ` ${sign === '-' ? '-' : ''}${significant}e${scale}`;
}

/** Whether a cell is a number that is written plainly. */
export function isPlainNumber(cell: string): boolean {
  return classKey(cell).startsWith(' ');
}

/** Classes of a label by their names, with the rows of each: of equal spellings the most frequent, of those the first. */
export function mergeClasses({ cells, rowsOf }: CellCounts): ReadonlyMap<string, number> {
  const merged = new Map<string, { name: string; most: number; rows: number }>();
  for (const [i, cell] of cells.entries()) {
    const rows = rowsOf[i] ?? 0;
    const key = classKey(cell);
    const own = merged.get(key) ?? { name: cell, most: rows, rows: 0 };
    own.rows += rows;
    if (rows > own.most) [own.name, own.most] = [cell, rows];
    merged.set(key, own);
  }
  return new Map([...merged.values()].map(({ name, rows }) => [name, rows]));
}

/**
 * The code of a cell's class: its place among the names, of which there may be other spellings, or below 0, an own code for
 * each that is not among them.
 */
export function classReader(
  names: readonly string[],
  spellings: Readonly<Record<string, string>> = {},
): (cell: string) => number {
  const codes = new Map(
    Object.entries(spellings).map(([cell, name]) => [classKey(cell), names.indexOf(name)]),
  );
  for (const [code, name] of names.entries()) codes.set(classKey(name), code);
  let unknown = UNKNOWN_CLASS;
  return (cell) => {
    const key = classKey(cell);
    const code = codes.get(key) ?? unknown--;
    codes.set(key, code);
    return code;
  };
}
