import type { ColumnProfile, PlainNumbers } from './column-profile.js';
import type { DecimalMark } from './schema.js';

/** What a column shows whose marks may all stand before thousands or before a fraction, as in `12.500`. */
export interface OpenMarks {
  readonly example: string;
  /** Whether some cells are whole numbers below a thousand. */
  readonly hasWholes: boolean;
  /** Whether the cells speak for thousands all the same. */
  readonly areThousands: boolean;
}

const [ZERO, NINE] = [48, 57];
/** Most numbers below a thousand are no smaller. */
const LARGE = 100;
/** With a sign or not it often stands for none, and then its size tells nothing. */
const OFTEN_NONE = 999;

/** Undefined where some number has a fraction or no marks although it is large, or where none has a mark. */
export function openMarks(profile: ColumnProfile, mark: DecimalMark): OpenMarks | undefined {
  if (profile.plain) return mark === '.' ? openPlain(profile.plain) : undefined;
  return openMarksIn(profile.counts.cells, mark);
}

/** The same of cells, or of parts of them, with one number each. */
export function openMarksIn(cells: readonly string[], mark: DecimalMark): OpenMarks | undefined {
  const seen = nothingSeen();
  for (const cell of cells) {
    const found = openMark(cell, mark);
    if (found === 'shut') return undefined;
    if (found) add(seen, cell, found);
  }
  return judged(seen);
}

function openPlain({ values, whole, low, high, formOf }: PlainNumbers): OpenMarks | undefined {
  if (whole || low <= -1000 || high >= 1000) return undefined;
  const seen = nothingSeen();
  for (const [row, value] of values.entries()) {
    if (Number.isNaN(value)) continue;
    const decimals = formOf(row);
    const lead = Math.trunc(Math.abs(value));
    if (decimals === 0) add(seen, '', { lead, isWhole: true, endsInZero: false });
    else if (decimals !== 3 || lead === 0) return undefined;
    else {
      const endsInZero = Math.round(value * 1000) % 10 === 0;
      add(seen, value.toFixed(3), { lead, isWhole: false, endsInZero });
    }
  }
  return judged(seen);
}

interface Seen {
  example: string;
  largestWhole: number;
  largestLead: number;
  zeros: boolean;
}

function nothingSeen(): Seen {
  return { example: '', largestWhole: -1, largestLead: -1, zeros: false };
}

/** Digits before a mark, or of a number without one. */
interface OpenNumber {
  readonly lead: number;
  readonly isWhole: boolean;
  readonly endsInZero: boolean;
}

function add(seen: Seen, cell: string, { lead, isWhole, endsInZero }: OpenNumber): void {
  if (isWhole) {
    seen.largestWhole = Math.max(seen.largestWhole, lead === OFTEN_NONE ? 0 : lead);
  } else {
    seen.largestLead = Math.max(seen.largestLead, lead);
    seen.example ||= cell;
    seen.zeros ||= endsInZero;
  }
}

/**
 * Fractions beside whole numbers have no 0 at their ends, mostly, and what stands before their mark is about as large as
 * those are: 12.500 beside 950 is in thousands, beside 13 it is not.
 */
function judged({ example, largestWhole, largestLead, zeros }: Seen): OpenMarks | undefined {
  if (example === '') return undefined;
  return {
    example,
    hasWholes: largestWhole >= 0,
    areThousands: zeros && largestWhole >= LARGE && largestWhole > largestLead,
  };
}

/** Of the first digits of a cell; undefined where it has none. */
function openMark(cell: string, mark: DecimalMark): OpenNumber | 'shut' | undefined {
  let start = 0;
  while (start < cell.length && !isDigit(cell, start)) start++;
  if (start === cell.length) return undefined;
  const end = endOfDigits(cell, start);
  if (end - start > 3 || cell[start - 1] === mark) return 'shut';
  const lead = Number(cell.slice(start, end));
  if (cell[end] !== mark) return { lead, isWhole: true, endsInZero: false };
  const last = endOfDigits(cell, end + 1);
  if (last - end !== 4 || cell[start] === '0' || cell[last] === mark) return 'shut';
  return { lead, isWhole: false, endsInZero: cell[last - 1] === '0' };
}

function endOfDigits(cell: string, start: number): number {
  let end = start;
  while (isDigit(cell, end)) end++;
  return end;
}

function isDigit(cell: string, at: number): boolean {
  const code = cell.charCodeAt(at);
  return code >= ZERO && code <= NINE;
}
