import { currencyCode, RAND } from './currencies.js';
import { factorOf } from './factors.js';
import type { DecimalMark } from './schema.js';
import { unitsNamed } from './units.js';
import { digitsAt } from './written-digits.js';
import { type ReadNumber, type Side, type WrittenNumber, written } from './written-number.js';

const ABOUT =
  '[<>≤≥~≈±]=?|=<|(?:ca|c|approx)\\.|(?:ca|circa|approx|approximately|about|around|over|under|up to|at least|at most|more than|less than)(?=\\s)';
/** A parenthesis, a bound, a sign, a currency, and again a sign or a parenthesis. */
const HEAD = new RegExp(
  `^(\\()?(${ABOUT})?\\s?([+−–-])?\\s?([\\p{L}\\p{Sc}][\\p{L}\\p{Sc}./]{0,4})?\\s?([+−–-])?(\\()?$`,
  'iu',
);
/** What makes a bound of a number before it. */
const AT_LEAST = /\s?(?:\+|(?:or|and) (?:more|over|above|older|up|higher)|plus)$/i;
const BELOW = /^[<≤]|^=<|^(?:under|up to|at most|less than)/i;
const ABOVE = /^[>≥]|^(?:over|at least|more than)/i;
const NO_CENTS = { '.': /^[.:][-–—]/, ',': /^[,:][-–—]/ } as const;
const FOOTNOTES = /\s?(?:[*†‡]|\[[\w*]{1,2}\]){1,3}$/;
const PERCENT = /^(?:%|percent|pct\.?|prozent)$/i;
/** Letters that no digit follows, else it is a code such as 12B4. */
const UNIT =
  /^(?:[\p{L}µ°²³℃℉‰★/"'″′”’][\p{L}µ°²³/·"'″′”’]{0,11}\.?|(?:per|pro|par) \p{L}{1,12})$/u;
/** A factor and a currency are no longer. */
const LONGEST_TAIL = 16;
const MINUS = new Set(['-', '−', '–']);

/** One number with its sign, currency, factor, percent or unit, and marks of bounds; undefined for what is none. */
export function writtenQuantity(cell: string, decimal: DecimalMark): WrittenNumber | undefined {
  const start = cell.search(/\d/);
  if (start < 0) return undefined;
  const isFraction = cell[start - 1] === decimal;
  const head =
    readHead(cell.slice(0, start)) ?? (isFraction ? readHead(cell.slice(0, start - 1)) : undefined);
  if (!head) return undefined;
  const isShort = isFraction && head.length < start;
  const digits = digitsAt(cell, isShort ? start - 1 : start, decimal);
  const tail = digits && readTail(cell.slice(digits.end), head, decimal);
  if (!tail || !digits || (tail.minus && head.sign !== '')) return undefined;
  const currency = commonCurrency(head.currency, tail.currency);
  if (currency === undefined) return undefined;
  const bound = head.bound !== undefined || tail.bound;
  // No debt is a bound: what stands around (40+) is a bracket.
  const accounting = head.accounting && !bound;
  const isNegative = accounting || tail.minus || MINUS.has(head.sign);
  return written(isNegative ? negated(digits.read) : digits.read, {
    currency,
    mayBeUnit: tail.mayBeUnit && head.currency === '',
    unit: tail.unit,
    thousands: digits.thousands,
    decimals: digits.decimals,
    percent: tail.percent,
    accounting,
    trailingMinus: tail.minus,
    bound,
    side: sideOf(head.bound, tail.bound),
    footnote: tail.footnote,
  });
}

/** Of what stands before a number, and whether `+` or its like is behind it. */
function sideOf(before: string | undefined, isAtLeast: boolean): Side {
  if (before === undefined) return isAtLeast ? 1 : 0;
  if (BELOW.test(before)) return -1;
  return isAtLeast || ABOVE.test(before) ? 1 : 0;
}

function negated(read: ReadNumber): ReadNumber {
  return (cell, times, per) => -read(cell, times, per);
}

/** Of a currency before and one behind, as in `$5 USD`, the latter; undefined where they contradict each other. */
function commonCurrency(before: string, after: string): string | undefined {
  if (before === '' || after === '') return before || after;
  const isDollar = before === '$' && currencyCode(after)?.endsWith('D');
  return isDollar || currencyCode(before) === currencyCode(after) ? after : undefined;
}

interface Head {
  readonly length: number;
  readonly accounting: boolean;
  readonly bound: string | undefined;
  readonly sign: string;
  readonly currency: string;
}

function readHead(text: string): Head | undefined {
  const match = HEAD.exec(text);
  if (!match) return undefined;
  const [, open, bound, sign = '', currency = '', inner = '', late] = match;
  if ((sign && inner) || (open && late) || (late && currency === '')) return undefined;
  const isKnown = currencyCode(currency) !== undefined || (currency === RAND && /\s$/.test(text));
  if (currency && !isKnown) return undefined;
  // EUR-12 is a code.
  if (inner && /\p{L}[^\s]$/u.test(text)) return undefined;
  return {
    length: text.length,
    accounting: Boolean(open ?? late),
    bound,
    sign: sign || inner,
    currency,
  };
}

interface Tail {
  readonly bound: boolean;
  readonly footnote: boolean;
  readonly minus: boolean;
  readonly percent: boolean;
  readonly currency: string;
  readonly mayBeUnit: boolean;
  readonly unit: string;
}

const NOTHING = { percent: false, currency: '', mayBeUnit: false, unit: '' };

function readTail(text: string, head: Head, decimal: DecimalMark): Tail | undefined {
  const { accounting } = head;
  let rest = text.replace(FOOTNOTES, '');
  const footnote = rest.length < text.length;
  if (accounting) {
    if (!rest.includes(')')) return undefined;
    rest = rest.replace(')', '');
  }
  if (NO_CENTS[decimal].test(rest)) rest = rest.slice(2);
  const atLeast = AT_LEAST.exec(rest);
  if (atLeast) rest = rest.slice(0, atLeast.index);
  const minus = !accounting && !atLeast && MINUS.has(rest.at(-1) ?? '');
  if (minus) rest = rest.slice(0, -1);
  const bare = rest.trim();
  // $5 - and 12 -: a dash apart from its number means something else.
  if (minus && bare === '' && rest !== '') return undefined;
  const has = { ...NOTHING, bound: atLeast !== null, footnote, minus };
  if (bare === '') return has;
  if (PERCENT.test(bare)) return head.currency ? undefined : { ...has, percent: true };
  const isUnit = unitsNamed(bare).length > 0;
  if (currencyCode(bare) !== undefined) return { ...has, currency: bare, mayBeUnit: isUnit };
  if (isUnit) return { ...has, unit: bare };
  const factored = factorAndCurrency(bare);
  if (factored) return { ...has, ...factored };
  return UNIT.test(bare) ? { ...has, unit: bare } : undefined;
}

/** As in `k€`, `Mio. EUR`. */
function factorAndCurrency(text: string): { unit: string; currency: string } | undefined {
  if (text.length > LONGEST_TAIL) return undefined;
  for (let end = 1; end < text.length; end++) {
    const [unit, currency] = [text.slice(0, end), text.slice(end).trim()];
    // kEUR, but not in words such as kbs.
    if (/^\p{Ll}/u.test(text.slice(end))) continue;
    if (factorOf(unit.trim()) === undefined || currencyCode(currency) === undefined) continue;
    // T€ is a thousand euros.
    const isThousand = unit === 'T' && currencyCode(currency) === 'EUR';
    return { unit: isThousand ? 'Tsd.' : unit.trim(), currency };
  }
  return undefined;
}
