import type { ColumnProfile } from './column-profile.js';
import { readNumber } from './parse-number.js';
import type { NumericParser } from './schema.js';

/** How far a column is numeric: its format, and the cells that are not numbers or not finite. */
export interface NumberEvidence {
  readonly parser: NumericParser;
  /** Rows that hold a number, infinite ones included. */
  readonly numbers: number;
  readonly distinct: number;
  readonly infinite: number;
  /** Rows that hold something else. */
  readonly strays: number;
  readonly example: string | undefined;
  /** Whether every number is written as digits alone, with a sign at most. */
  readonly integers: boolean;
}

/** Reads every distinct cell as a number; the commonest currency sign is the column's. */
export function inferNumberFormat(profile: ColumnProfile): NumberEvidence {
  let numbers = 0;
  let distinct = 0;
  let infinite = 0;
  let strays = 0;
  let example: string | undefined;
  let integers = true;
  let thousands = false;
  let percent = false;
  const currencies = new Map<string, number>();
  for (const [cell, rows] of profile.counts) {
    const written = readNumber(cell);
    if (!written) {
      strays += rows;
      example ??= cell;
      continue;
    }
    numbers += rows;
    distinct++;
    if (!Number.isFinite(written.value)) infinite += rows;
    if (!/^[+-]?\d+$/.test(cell)) integers = false;
    thousands ||= written.thousands;
    percent ||= written.percent;
    if (written.currency) {
      currencies.set(written.currency, (currencies.get(written.currency) ?? 0) + rows);
    }
  }
  const currency = [...currencies].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
  const parser: NumericParser = { kind: 'numeric', currency, thousands, percent };
  return { parser, numbers, distinct, infinite, strays, example, integers };
}

/** The format in words, or undefined for plain numbers. */
export function describeFormat(parser: NumericParser): string | undefined {
  const parts = [
    parser.currency && `currency ${parser.currency}`,
    parser.thousands && 'thousands separators',
    parser.percent && 'percent',
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : undefined;
}
