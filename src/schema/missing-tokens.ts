import { ALWAYS_MISSING, MISSING_AMONG_NUMBERS } from '../util/missing-words.js';
import type { MissingRule } from './missing-rule.js';
import { writtenQuantity } from './written-quantity.js';

/** Of those, what may be a class of a label all the same. */
const NAMES: ReadonlySet<string> = new Set(['na', 'n/a', '-', '?']);
const SIGNS = /^[-–—.*_?#~/\\]{1,6}$/;
const [LONGEST, LONGEST_NUMBER] = [16, 64];
const MARKS = ['.', ','] as const;
/** Codes that are other than the numbers that they look like: 09, 1E2, 0x1F. */
const CODE = /^0(?!0+$)\d+$|^\d+e\d+$|^0[box]/i;
/** Three digits behind a comma may be of thousands. */
const WITH_COMMA = /^([+-]?\d+),(\d{1,2}|\d{4,})$/;

/** Whether a cell, already trimmed, says that its value is missing. */
export type IsMissing = (cell: string) => boolean;

/** Whether a cell, already trimmed, is missing in every column for which nothing else is told. */
export function isMissing(cell: string): boolean {
  return cell.length <= 4 && ALWAYS_MISSING.has(cell.toLowerCase());
}

/** The same under a column's rule; numbers are compared as such, and codes too where all cells are read as numbers. */
export function missingUnder(
  rule: MissingRule | undefined,
  areNumbers = rule?.areNumbers === true,
): IsMissing {
  if (!rule) return isMissing;
  const missing = new Set(rule.missing?.map((cell) => cell.toLowerCase()));
  const keep = new Set(rule.keep?.map((cell) => cell.toLowerCase()));
  const numbers = missingNumbers(rule);
  return (cell) => {
    const lower = cell.toLowerCase();
    if (missing.has(lower)) return true;
    const isNumber = cell !== '' && (areNumbers || !CODE.test(cell));
    if (numbers.size > 0 && isNumber && numbers.has(numberOf(cell))) return true;
    return isMissing(cell) && !keep.has(lower);
  };
}

/** The numbers that a rule says are missing. */
export function missingNumbers(rule: MissingRule | undefined): ReadonlySet<number> {
  const numbers = (rule?.missing ?? []).filter((cell) => cell.trim() !== '').map(numberOf);
  return new Set(numbers.filter((number) => !Number.isNaN(number)));
}

/** With either decimal mark, and as money: `-999,00` and `-$999` are -999 wherever they are told or found. */
function numberOf(cell: string): number {
  const plain = Number(cell.replace(WITH_COMMA, '$1.$2'));
  return Number.isNaN(plain) && cell.length <= LONGEST_NUMBER ? amountOf(cell) : plain;
}

/** The number of a cell with a currency or groups, where both decimal marks leave no other. */
function amountOf(cell: string): number {
  const [value = Number.NaN, ...others] = MARKS.flatMap((mark) => {
    const found = writtenQuantity(cell, mark);
    const isAmount = found && found.unit === '' && !found.percent && !found.bound;
    return isAmount ? [found.read(cell)] : [];
  });
  return others.every((other) => other === value) ? value : Number.NaN;
}

/** Whether a cell, already trimmed, is missing where it stands among numbers or dates. */
export function isMissingAmongNumbers(cell: string): boolean {
  return (
    cell.length <= LONGEST && (MISSING_AMONG_NUMBERS.has(cell.toLowerCase()) || SIGNS.test(cell))
  );
}

/** Whether a cell that is missing elsewhere may be the name of a class. */
export function mayBeClass(cell: string): boolean {
  return NAMES.has(cell.toLowerCase());
}
