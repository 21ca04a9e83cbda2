import type { ColumnProfile } from './column-profile.js';
import { describeFormat } from './describe-format.js';
import { inferNumbers } from './infer-loose-numbers.js';
import { numberFormatWith } from './infer-number-format.js';
import type { DecimalMark, NumericParser, ToldKind } from './schema.js';

const EXAMPLE = /^numeric:1[.,'’ ]?234([.,])5$/;

/** The decimal mark in `numeric:1.234,5`, which says how 1234.5 is written; undefined for other kinds. */
export function toldDecimal(told: ToldKind): DecimalMark | undefined {
  const [, mark] = EXAMPLE.exec(told) ?? [];
  return mark === undefined ? undefined : mark === ',' ? ',' : '.';
}

/** How a column that is told to be numeric is read. */
export function toldNumbers(
  profile: ColumnProfile,
  told: ToldKind,
  usual: DecimalMark,
): { readonly parser: NumericParser; readonly reason: string } {
  const decimal = toldDecimal(told);
  const { parser } = decimal ? numberFormatWith(profile, decimal) : inferNumbers(profile, usual);
  const format = describeFormat(parser);
  return { parser, reason: format ? `as told: numbers; ${format}` : 'as told' };
}
