import { isRange } from './lone-part.js';
import { hasEnds } from './number-parts.js';
import type { LooseForm, NumericParser } from './schema.js';

const FORMS = {
  clock: 'durations as clocks show them',
  primes: `minutes and seconds such as 5'52"`,
  'open-range': 'ranges as their middle',
  range: 'ranges as their middle',
  fraction: 'fractions',
  pair: 'pairs as their mean',
  point: 'pairs as their mean',
} as const;

/** The format in words, or undefined for plain numbers. */
export function describeFormat(parser: NumericParser): string | undefined {
  const parts = [
    parser.currency && `currency ${parser.currency}`,
    parser.unit && (parser.family ? `in ${parser.unit}` : `unit ${parser.unit}`),
    parser.factors && 'factors such as k and M multiplied out',
    parser.credits && 'CR as a minus',
    parser.thousands && 'thousands separators',
    parser.decimal === ',' && 'decimal comma',
    parser.eitherMark && `in some cells a decimal ${parser.decimal === ',' ? 'point' : 'comma'}`,
    parser.percent && (parser.shares ? 'percents as shares: 57% is 0.57' : 'percent'),
    parser.accounting && 'negatives in parentheses',
    parser.trailingMinus && 'minus at the end',
    parser.bounds &&
      `bounds such as ${parser.form === 'open-range' ? '40- or 40+' : '<5 or 40+'} as their number${parser.parts?.includes('bound') ? ' with their side beside it' : ''}`,
    parser.footnotes && 'marks of footnotes left out',
    parser.hexadecimal && 'hexadecimal',
    parser.form && formText(parser, parser.form),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : undefined;
}

/** With what is used of two numbers in a cell; statistics are of their mean. */
function formText(parser: NumericParser, form: LooseForm): string {
  if (!hasEnds(parser)) return FORMS[form];
  const place = parser.parts?.filter((part) => part === 'latitude' || part === 'longitude') ?? [];
  const both = isRange(form) ? 'both ends' : 'both numbers';
  const used = place.length > 0 ? place.join(' and ') : both;
  return `${FORMS[form]} and by ${used}`;
}
