import { countOf } from '../util/count-of.js';
import { AutofitError } from '../util/errors.js';
import type { ColumnProfile } from './column-profile.js';
import { describeFormat } from './describe-format.js';
import { doubtLoose, inferLooseNumbers, inferNumbers } from './infer-loose-numbers.js';
import { numberFormatWith } from './infer-number-format.js';
import type { Judgement } from './judgement.js';
import type { NumberEvidence } from './number-evidence.js';
import type { DecimalMark, NumericParser, ToldKind } from './schema.js';

const EXAMPLE = /^numeric:1([.,'’ ]?)234([.,])5$/;

/** The decimal mark in `numeric:1.234,5`, which says how 1234.5 is written; undefined for other kinds. */
export function toldDecimal(told: ToldKind): DecimalMark | undefined {
  const [, , mark] = EXAMPLE.exec(told) ?? [];
  return mark === undefined ? undefined : mark === ',' ? ',' : '.';
}

/** The numbers of a column, with a decimal mark that is told or the usual one. */
export function numbersTold(
  profile: ColumnProfile,
  told: ToldKind | undefined,
  usual: DecimalMark,
): NumberEvidence {
  const decimal = told && toldDecimal(told);
  if (!decimal) return inferNumbers(profile, usual, told === 'numeric');
  const found = evidenceWith(profile, decimal);
  const [, group] = EXAMPLE.exec(told) ?? [];
  // Other rows may have groups where training had none.
  return group ? { ...found, parser: { ...found.parser, thousands: true } } : found;
}

/** How a column that is told to be numeric is read. Throws an AutofitError where no cell is a number. */
export function toldNumbers(
  profile: ColumnProfile,
  told: ToldKind,
  usual: DecimalMark,
): Omit<Judgement, 'kind'> & { readonly parser: NumericParser } {
  const evidence = numbersTold(profile, told, usual);
  const { parser, numbers, strays, strayCells } = evidence;
  if (numbers === 0 && strays > 0) {
    throw new AutofitError(
      'NO_NUMBERS',
      `"${profile.name}" is told to hold numbers, but none is one.`,
      {
        hint: `Its first cell is "${strayCells[0]}"; numbers are read as 1234.5, 1,234.5, 1.234,5, $12, 5 kg, 1h30m or 1:30:00.`,
      },
    );
  }
  const format = describeFormat(parser);
  const notes = [
    format && `numbers; ${format}`,
    strays > 0 &&
      `${countOf(strays, 'cell')} such as "${strayCells[0]}" ${strays === 1 ? 'counts' : 'count'} as missing`,
  ].filter(Boolean);
  const reason = notes.length > 0 ? `as told: ${notes.join('; ')}` : 'as told';
  const doubt = parser.form === 'clock' ? doubtLoose(profile, evidence) : undefined;
  return { parser, reason, unread: strays, doubt };
}

/** With a decimal mark that is told; where no cell is a number by itself, cells may be ranges and the like. */
function evidenceWith(profile: ColumnProfile, decimal: DecimalMark): NumberEvidence {
  const evidence = numberFormatWith(profile, decimal);
  const loose = evidence.numbers === 0 ? inferLooseNumbers(profile, decimal) : undefined;
  return loose?.parser.decimal === decimal ? loose : evidence;
}
