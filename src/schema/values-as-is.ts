import { FORM } from '../table/plain-number.js';
import type { RawColumn } from '../table/raw-table.js';
import { type MissingRule, missingNumbers, missingUnder } from './missing-tokens.js';
import type { Parser } from './schema.js';

/**
 * The number of a row, NaN where it is missing, for cells that the parser reads as they were read from the file; undefined
 * for others: plain numbers mean the same to it, and all other cells are missing.
 */
export function valuesAsIs(
  parser: Parser | null,
  raw: RawColumn,
  rule?: MissingRule,
): ((row: number) => number) | undefined {
  if (parser?.kind !== 'numeric' || parser.decimal !== '.' || raw.kind !== 'numbers')
    return undefined;
  const { numbers, forms, values } = raw;
  const isMissing = missingUnder(rule);
  if (!values.every((cell) => isMissing(cell.trim()))) return undefined;
  const out = missingNumbers(rule);
  const numberAt = (row: number) =>
    forms[row] === FORM.text ? Number.NaN : (numbers[row] ?? Number.NaN);
  if (out.size === 0) return numberAt;
  return (row) => (out.has(numberAt(row)) ? Number.NaN : numberAt(row));
}
