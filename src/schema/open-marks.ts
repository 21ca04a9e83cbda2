import type { ColumnProfile, PlainNumbers } from './column-profile.js';
import type { DecimalMark } from './schema.js';

/** What a column shows whose marks may all stand before thousands or before a fraction, as in `12.500`. */
export interface OpenMarks {
  readonly example: string;
  /** Whether some cells are whole numbers below a thousand. */
  readonly wholes: boolean;
  /** Whether digits behind a mark end in 0, which a fraction beside whole numbers would not. */
  readonly zeros: boolean;
}

const [ZERO, NINE] = [48, 57];

/** Undefined where some number has a fraction or no marks although it is large, or where none has a mark. */
export function openMarks(profile: ColumnProfile, mark: DecimalMark): OpenMarks | undefined {
  if (profile.plain) return mark === '.' ? openPlain(profile.plain) : undefined;
  let [example, wholes, zeros] = ['', false, false];
  for (const cell of profile.counts.cells) {
    const found = openMark(cell, mark);
    if (found === 'shut') return undefined;
    if (found === 'none') continue;
    if (found === 'whole') wholes = true;
    else {
      example ||= cell;
      zeros ||= found === 'zero';
    }
  }
  return example === '' ? undefined : { example, wholes, zeros };
}

function openPlain({ values, whole, low, high, formOf }: PlainNumbers): OpenMarks | undefined {
  if (whole || low <= -1000 || high >= 1000) return undefined;
  let [example, wholes, zeros] = ['', false, false];
  for (const [row, value] of values.entries()) {
    if (Number.isNaN(value)) continue;
    const decimals = formOf(row);
    if (decimals === 0) wholes = true;
    else if (decimals !== 3 || Math.abs(value) < 1) return undefined;
    else {
      example ||= value.toFixed(3);
      zeros ||= Math.round(value * 1000) % 10 === 0;
    }
  }
  return example === '' ? undefined : { example, wholes, zeros };
}

/** Of the first digits of a cell: whether a mark may stand before thousands, or could not. */
function openMark(cell: string, mark: DecimalMark): 'none' | 'whole' | 'open' | 'zero' | 'shut' {
  let start = 0;
  while (start < cell.length && !isDigit(cell, start)) start++;
  if (start === cell.length) return 'none';
  const end = endOfDigits(cell, start);
  if (end - start > 3 || cell[start - 1] === mark) return 'shut';
  if (cell[end] !== mark) return 'whole';
  const last = endOfDigits(cell, end + 1);
  if (last - end !== 4 || cell[start] === '0' || cell[last] === mark) return 'shut';
  return cell[last - 1] === '0' ? 'zero' : 'open';
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
