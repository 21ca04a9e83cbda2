/*
 * CSV in WebAssembly: records are found 64 bytes at a time, and columns of numbers are read from their bytes. The same as
 * reference-csv.ts and plain-number.ts, which are to be read first, and hold this to what it gives in tests.
 */

import { ASKED, longNumber } from './long-number';

const LF: u8 = 10;
const CR: u8 = 13;
const SPACE: u8 = 32;
const TAB: u8 = 9;

/** Why splitting ended; the numbers are those of simd-csv.ts. */
const FULL = 0;
const CUT = 1;
const OPEN = 2;
const UNUSUAL = 3;
const WIDE = 4;

/** Bits of those of 64 bytes that equal a, b, c or d. */
@inline
function places(at: usize, a: v128, b: v128, c: v128, d: v128): u64 {
  let bits: u64 = 0;
  for (let i = 0; i < 4; i++) {
    const bytes = v128.load(at + (<usize>i << 4));
    const ab = v128.or(v128.eq<i8>(bytes, a), v128.eq<i8>(bytes, b));
    const cd = v128.or(v128.eq<i8>(bytes, c), v128.eq<i8>(bytes, d));
    bits |= (<u64>(<u32>v128.bitmask<i8>(v128.or(ab, cd)))) << (<u64>i << 4);
  }
  return bits;
}

@inline
function isBlank(byte: u8): bool {
  return byte == SPACE || byte == TAB;
}

/** Makes doubled quotes between two places single, and returns the new end. */
function undouble(start: usize, end: usize, quote: u8): usize {
  let to = start;
  for (let from = start; from < end; from++) {
    const byte = load<u8>(from);
    store<u8>(to++, byte);
    if (byte == quote) from++;
  }
  return to;
}

/** Makes the quotes of fields single whose ends are marked by being negative. */
function mend(input: usize, starts: usize, ends: usize, fields: i32, quote: u8): void {
  for (let i: usize = 0; i < <usize>fields; i++) {
    const end = load<i32>(ends + (i << 2));
    if (end >= 0) continue;
    const start = input + load<i32>(starts + (i << 2));
    store<i32>(ends + (i << 2), <i32>(undouble(start, input + <usize>~end, quote) - input));
  }
}

/**
 * Finds records of equally many fields from `at` on, `length` bytes lying at `input` and 64 more behind them that count
 * for nothing. Field i of record r reaches from starts[r · width + i] to ends[…], places in the input; lines[r] is the line
 * on which it ended. A record of another width ends the block, or is one of its own. Blank lines are none, or records of
 * one empty field. Writes where the first record begins that is not in the block, how many there are, their width, the last
 * one's line, and how many blank lines came before the last record that is not blank, and behind it,
 * where so many came behind the last one before.
 */
export function split(
  input: usize,
  at: i32,
  length: i32,
  isLast: bool,
  delimiter: u8,
  quote: u8,
  trims: bool,
  keepsBlank: bool,
  starts: usize,
  ends: usize,
  fieldRoom: i32,
  lines: usize,
  recordRoom: i32,
  line: i32,
  blankBehind: i32,
  result: usize,
): i32 {
  const d = v128.splat<i8>(delimiter);
  const q = v128.splat<i8>(quote);
  const lf = v128.splat<i8>(LF);
  const cr = v128.splat<i8>(CR);
  const end = input + length;
  let fieldStart = input + at;
  let recordStart = fieldStart;
  let total = 0;
  let fields = 0;
  let records = 0;
  let width = 0;
  let newlines = 0;
  let quoteAt: usize = 0;
  let closedAt: usize = 0;
  let skipTo: usize = 0;
  let inQuote = false;
  let isDoubled = false;
  let hasDoubled = false;
  let blankBefore = 0;
  let state = -1;
  for (let group = fieldStart; state < 0; group += 64) {
    let bits: u64 = group < end ? places(group, d, q, lf, cr) : 0;
    if (group + 64 >= end) {
      // The end of all data ends a record as a line end does.
      const left = <u64>(end - group);
      if (left < 64) bits &= ((<u64>1) << left) - 1;
    }
    for (;;) {
      let pos = end;
      if (bits != 0) {
        pos = group + <usize>ctz(bits);
        bits &= bits - 1;
      } else if (group + 64 < end) break;
      if (pos < skipTo) continue;
      const isOver = pos == end;
      if (isOver) {
        if (inQuote) state = OPEN;
        else if (fields == 0 && fieldStart == end) state = FULL;
        else if (!isLast) state = CUT;
        if (state >= 0) break;
      }
      const byte = isOver ? LF : load<u8>(pos);
      if (inQuote) {
        if (byte == quote) {
          const isNext = pos + 1 < end;
          const next = isNext ? load<u8>(pos + 1) : LF;
          if (isNext && next == quote) {
            isDoubled = true;
            skipTo = pos + 2;
          } else {
            let after = pos + 1;
            while (after < end && isBlank(load<u8>(after)) && load<u8>(after) != delimiter) after++;
            if (after == end && !isLast) {
              state = OPEN;
              break;
            }
            const behind = after < end ? load<u8>(after) : LF;
            if (behind != delimiter && behind != LF && behind != CR) {
              state = UNUSUAL;
              break;
            }
            inQuote = false;
            closedAt = pos;
          }
        } else if (byte == LF || (byte == CR && !(pos + 1 < end && load<u8>(pos + 1) == LF))) newlines++;
        continue;
      }
      let from = fieldStart;
      if (trims && !quoteAt) while (from < pos && isBlank(load<u8>(from))) from++;
      if (!isOver && byte == quote) {
        // Inside an unquoted field a quote is text.
        if (from == pos && !quoteAt) {
          inQuote = true;
          quoteAt = pos;
        }
        continue;
      }
      const isEnd = byte != delimiter || isOver;
      if (isEnd && fields == 0 && !quoteAt && from == pos) {
        if (from > fieldStart) {
          state = UNUSUAL;
          break;
        }
        if (byte == CR && !isOver) {
          if (pos + 1 >= end && !isLast) {
            state = CUT;
            break;
          }
          skipTo = pos + 1 < end && load<u8>(pos + 1) == LF ? pos + 2 : pos + 1;
        } else skipTo = pos + 1;
        if (keepsBlank) {
          if (records > 0 && width != 1) {
            state = FULL;
            break;
          }
          store<i32>(starts + (<usize>total << 2), <i32>(pos - input));
          store<i32>(ends + (<usize>total << 2), <i32>(pos - input));
          store<i32>(lines + (<usize>records << 2), line + 1);
          total++;
          records++;
          width = 1;
        }
        blankBehind++;
        line++;
        fieldStart = skipTo;
        recordStart = skipTo;
        if (records == recordRoom || total == fieldRoom) {
          state = FULL;
          break;
        }
        continue;
      }
      if (total + fields == fieldRoom) {
        state = records == 0 ? WIDE : FULL;
        break;
      }
      const place = <usize>(total + fields) << 2;
      if (quoteAt) {
        store<i32>(starts + place, <i32>(quoteAt + 1 - input));
        const own = <i32>(closedAt - input);
        store<i32>(ends + place, isDoubled ? ~own : own);
        hasDoubled = hasDoubled || isDoubled;
        quoteAt = 0;
        isDoubled = false;
      } else {
        store<i32>(starts + place, <i32>(from - input));
        store<i32>(ends + place, <i32>(pos - input));
      }
      fields++;
      fieldStart = pos + 1;
      if (!isEnd) continue;
      if (byte == CR && !isOver) {
        if (pos + 1 >= end && !isLast) {
          state = CUT;
          break;
        }
        if (pos + 1 < end && load<u8>(pos + 1) == LF) fieldStart = pos + 2;
        skipTo = fieldStart;
      }
      if (records > 0 && fields != width) {
        state = FULL;
        break;
      }
      const first = <usize>total << 2;
      if (hasDoubled) mend(input, starts + first, ends + first, fields, quote);
      hasDoubled = false;
      line += newlines + 1;
      newlines = 0;
      width = fields;
      total += fields;
      fields = 0;
      store<i32>(lines + (<usize>records << 2), line);
      records++;
      blankBefore += blankBehind;
      blankBehind = 0;
      recordStart = isOver ? end : fieldStart;
      if (records == recordRoom || isOver) {
        state = FULL;
        break;
      }
    }
  }
  store<i32>(result, <i32>(recordStart - input));
  store<i32>(result, records, 4);
  store<i32>(result, width, 8);
  store<i32>(result, line, 12);
  store<i32>(result, blankBefore, 16);
  store<i32>(result, blankBehind, 20);
  return state;
}

/** Forms as plain-number.ts has them; numbers with an exponent and rare ones of many digits are left to it. */
const SHORTEST: u8 = 253;
const EMPTY: u8 = 254;
const TEXT: u8 = 255;
const ASK: u8 = 251;
const MOST_DIGITS = 15;

/**
 * Reads a column of a block as plain numbers, one every `stride` fields: values with their forms. Returns how many are
 * texts or to be asked for; `powers` are those of ten up to 22.
 */
export function readNumbers(
  input: usize,
  starts: usize,
  ends: usize,
  stride: i32,
  records: i32,
  powers: usize,
  values: usize,
  forms: usize,
): i32 {
  let others = 0;
  const step = <usize>stride << 2;
  for (let row = 0; row < records; row++) {
    const from = input + load<i32>(starts);
    const to = input + load<i32>(ends);
    starts += step;
    ends += step;
    let form = TEXT;
    let value: f64 = NaN;
    if (from == to) form = EMPTY;
    else {
      const isNegative = load<u8>(from) == 45;
      const first = from + usize(isNegative);
      let mantissa: i64 = 0;
      let point: usize = 0;
      let at = first;
      for (; at < to; at++) {
        const digit = <u8>(load<u8>(at) - 48);
        if (digit <= 9) mantissa = mantissa * 10 + <i64>digit;
        else if (digit == <u8>(46 - 48) && !point) point = at;
        else break;
      }
      // Of others, only such as 1e+21 are numbers.
      if (at < to) form = load<u8>(at) == 101 && mayBeShort(from, to) ? ASK : TEXT;
      else {
        const whole = <i32>((point ? point : to) - first);
        const decimals = point ? <i32>(to - point) - 1 : 0;
        const isPadded = whole > 1 && load<u8>(first) == 48;
        const isNone = whole == 0 || (point && decimals == 0) || isPadded;
        if (isNone || (isNegative && mantissa == 0 && whole + decimals <= MOST_DIGITS)) form = TEXT;
        else {
          let size: f64;
          if (whole + decimals <= MOST_DIGITS) {
            size = <f64>mantissa / load<f64>(powers + (<usize>decimals << 3));
            form = <u8>decimals;
          } else {
            size = mayBeShort(from, to) ? longNumber(first, whole + decimals, mantissa, decimals, powers) : NaN;
            form = size == ASKED ? ASK : size == size ? SHORTEST : TEXT;
          }
          value = isNegative ? -size : size;
        }
      }
    }
    store<f64>(values + (<usize>row << 3), value);
    store<u8>(forms + <usize>row, form);
    if (form == TEXT || form == ASK) others++;
  }
  return others;
}

@inline
function mayBeShort(from: usize, to: usize): bool {
  const byte = load<u8>(from);
  return to - from <= 25 && (byte == 45 || <u8>(byte - 48) <= 9);
}

/**
 * Puts a column's texts one after the other behind `out`, of which some bytes more may be written, and where each begins and
 * the last one ends behind `offsets`.
 */
export function joinTexts(
  input: usize,
  starts: usize,
  ends: usize,
  stride: i32,
  records: i32,
  out: usize,
  offsets: usize,
): void {
  const step = <usize>stride << 2;
  let total = out;
  store<i32>(offsets, 0);
  for (let row = 0; row < records; row++) {
    const start = input + load<i32>(starts);
    const length = input + load<i32>(ends) - start;
    for (let at: usize = 0; at < length; at += 16) v128.store(total + at, v128.load(start + at));
    total += length;
    offsets += 4;
    store<i32>(offsets, <i32>(total - out));
    starts += step;
    ends += step;
  }
}

/** The hashes of a column's texts, as text-dictionary.ts has them. */
export function hashTexts(
  input: usize,
  starts: usize,
  ends: usize,
  stride: i32,
  records: i32,
  hashes: usize,
): void {
  const step = <usize>stride << 2;
  for (let row = 0; row < records; row++) {
    const to = input + load<i32>(ends);
    let hash: i32 = 0x811c9dc5;
    for (let at = input + load<i32>(starts); at < to; at++) hash = (hash ^ load<u8>(at)) * 0x01000193;
    store<i32>(hashes + (<usize>row << 2), hash ^ (hash >>> 15));
    starts += step;
    ends += step;
  }
}
