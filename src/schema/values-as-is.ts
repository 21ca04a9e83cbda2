import { FORM } from '../table/plain-number.js';
import type { RawColumn } from '../table/raw-table.js';
import type { MissingRule } from './missing-rule.js';
import { isMissingAmongNumbers, missingNumbers, missingUnder } from './missing-tokens.js';
import { numberReader } from './number-reader.js';
import type { NumericParser, Parser } from './schema.js';

/**
 * The number of a row, NaN where it is missing, for cells that the parser reads as they were read from the file: plain numbers mean
 * the same to it, and the few other cells are missing or finite numbers too. Undefined for others.
 */
export function valuesAsIs(
  parser: Parser | null,
  raw: RawColumn,
  rule?: MissingRule,
): ((row: number) => number) | undefined {
  if (parser?.kind !== 'numeric' || parser.hexadecimal) return undefined;
  if (parser.decimal !== '.' || raw.kind !== 'numbers') return undefined;
  // There -18 means up to 18.
  if (parser.form === 'open-range') return undefined;
  const { numbers, forms, values } = raw;
  const ofTexts = valuesOfTexts(parser, values, rule);
  if (!ofTexts) return undefined;
  const out = missingNumbers(rule);
  return (row) => {
    const value = numbers[row] ?? Number.NaN;
    if (forms[row] === FORM.text) return ofTexts[value] ?? Number.NaN;
    return out.has(value) ? Number.NaN : value;
  };
}

/** Whether a parser reads plain numbers, with a decimal point. */
export function isPlain({ decimal, currency, percent, unit }: NumericParser): boolean {
  return decimal === '.' && currency === '' && unit === '' && !percent;
}

/** Undefined where one of them is neither missing nor a finite number, or says more than that. */
function valuesOfTexts(
  parser: NumericParser,
  texts: readonly string[],
  rule: MissingRule | undefined,
): readonly number[] | undefined {
  const isMissing = missingUnder(rule, true);
  const cells = texts.map((text) => text.trim());
  if (cells.every(isMissing)) return [];
  if (!isPlain(parser) || parser.parts) return undefined;
  const read = numberReader(parser);
  const values: number[] = [];
  for (const cell of cells) {
    const isNone = isMissing(cell) || isMissingAmongNumbers(cell);
    const value = isNone ? Number.NaN : read(cell);
    if (!isNone && !Number.isFinite(value)) return undefined;
    values.push(value);
  }
  return values;
}
