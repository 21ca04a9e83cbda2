import { isMissingAmongNumbers } from './missing-tokens.js';

/** Words that say among dates that there is none, beside those that do so among numbers. */
export const NO_DATE_WORDS: ReadonlySet<string> = new Set([
  ...['never', 'no date', 'invalid date', 'pending', 'present', 'current', 'ongoing', 'open'],
  ...['0', '00000000', '########'],
]);
/** Days, months or years that are none, in any order: `0000-00-00`, `1900-01-00`, `01/01/0001`. */
export const NOUGHT_DATES: readonly RegExp[] = [
  /^0{1,4}([-/.])0{1,2}\1(?:\d{1,4})(?:[T\s].*)?$/,
  /^\d{1,4}([-/.])0?[01]\1(?:0{3,4})(?:[T\s].*)?$/,
  /^\d{4}([-/.])0?[01]\1(?:0{1,2})(?:[T\s].*)?$/,
  // 01/01/00 is a day of 2000.
  /^0{1,2}([-/.])\d{1,2}\1(?:0{1,2})(?:[T\s].*)?$/,
  /^\d{1,2}([-/.])0{1,2}\1(?:0{1,2})(?:[T\s].*)?$/,
  /^0{1,2}([-/.])0?1\1(?:1900|1899)(?:[T\s].*)?$/,
  /^0?1([-/.])0{1,2}\1(?:1900|1899)(?:[T\s].*)?$/,
  /^0{3}[01]([-/.])0?1\1(?:0?1)(?:[T\s].*)?$/,
  /^0?1([-/.])0?1\1(?:0{3}1)(?:[T\s].*)?$/,
  /^9999([-/.])\d{1,2}\1\d{1,2}(?:[T\s].*)?$/,
  /^\d{1,2}([-/.])\d{1,2}\1(?:9999)(?:[T\s].*)?$/,
];

/** Numbers among dates in digits alone that say so. */
export const NO_DATES: ReadonlySet<string> = new Set([
  ...['0', '00000000', '99999999', '99991231', '31129999', '12319999'],
]);

/** Whether a cell among dates says that there is none: a date that stands for none, or a word. */
export function isNoDate(cell: string): boolean {
  if (NO_DATE_WORDS.has(cell.toLowerCase()) || isMissingAmongNumbers(cell)) return true;
  return cell.length >= 5 && NOUGHT_DATES.some((grammar) => grammar.test(cell));
}
