import type { DecimalMark } from './schema.js';
import { type Unit, type UnitFamily, unitAmong, unitOf, unitsNamed } from './units.js';
import { digitsAt } from './written-digits.js';
import { type ReadNumber, type WrittenNumber, written } from './written-number.js';

/** Letters or marks of a unit, and what joins it to the next part. */
const UNIT = /([\p{L}]+\.?|["'″′”’]+)(?:\s*,\s*|\s+and\s+|\s+und\s+|\s*)/uy;
const ISO = /^(-?)P(?=\d|T\d)(?:[\d.,]+[YMWD])*(?:T(?:[\d.,]+[HMS])+)?$/d;
const ISO_PARTS = { Y: 'years', M: 'months', W: 'w', D: 'd' } as const;
const ISO_TIMES = { H: 'h', M: 'min', S: 's' } as const;
const INCHES = 12;
/** As pandas and Postgres print durations, and Python with a comma. */
const DAYS_AND_CLOCK = /^(-?)(\d+) days?(,?) ([+-]?)(\d{1,2}):(\d{2}):(\d{2}(?:\.\d{1,9})?)$/d;

interface Part {
  readonly unit: Unit;
  readonly read: ReadNumber;
}

/** A number in several parts of falling units: `1h30m`, `5'11"`, `PT1H30M`, `2 days 03:04:05`; undefined for others. */
export function writtenCompound(cell: string, decimal: DecimalMark): WrittenNumber | undefined {
  if (!/\d/.test(cell)) return undefined;
  return isoDuration(cell) ?? daysAndClock(cell) ?? partsOf(cell, decimal);
}

function partsOf(cell: string, decimal: DecimalMark): WrittenNumber | undefined {
  const isNegative = /^[-−]\s?\d/.test(cell);
  const found: { text: string; read: ReadNumber }[] = [];
  let at = isNegative ? cell.search(/\d/) : 0;
  while (at < cell.length) {
    const digits = digitsAt(cell, at, decimal);
    if (!digits || digits.thousands) return undefined;
    UNIT.lastIndex = cell[digits.end] === ' ' ? digits.end + 1 : digits.end;
    const unit = UNIT.exec(cell);
    // Minutes behind hours may go without a unit, as in 1h30.
    if (!unit && (found.length === 0 || digits.end < cell.length)) return undefined;
    found.push({ text: unit?.[1] ?? '', read: digits.read });
    at = unit ? UNIT.lastIndex : cell.length;
  }
  return found.length < 2 ? undefined : inOneFamily(found, isNegative);
}

/** Each unit must be less than the one before. */
function inOneFamily(
  found: readonly { text: string; read: ReadNumber }[],
  isNegative: boolean,
): WrittenNumber | undefined {
  for (const { family } of unitsNamed(found[0]?.text ?? '')) {
    const parts = found.flatMap(({ text, read }, i) => {
      const months = isMonth(found[i - 1]?.text, found[i + 1]?.text);
      const unit = text === '' ? next(family, found[i - 1]?.text) : unitAmong(text, family, months);
      return unit ? [{ unit, read }] : [];
    });
    // 46W 1S is a place: nobody counts weeks and seconds.
    if (parts.some(({ unit }, i) => unit.name === 's' && parts[i - 1]?.unit.name === 'w')) continue;
    const falls = parts.every(
      ({ unit }, i) => i === 0 || unit.size < (parts[i - 1]?.unit.size ?? 0),
    );
    if (parts.length === found.length && falls) return sumOf(parts, isNegative);
  }
  return undefined;
}

/** Whether an m between these is a month: behind years, or before weeks or days. */
function isMonth(before = '', after = ''): boolean {
  return (
    unitOf(before, 'time')?.name === 'years' ||
    ['w', 'd'].includes(unitOf(after, 'time')?.name ?? '')
  );
}

/** The unit that is left out behind another one. */
function next(family: UnitFamily, before = ''): Unit | undefined {
  const unit = unitOf(before, family);
  const name = unit && { h: 'min', ft: 'in' }[unit.name];
  return name === undefined ? undefined : unitOf(name, family);
}

function sumOf(parts: readonly Part[], isNegative: boolean, least = parts.at(-1)?.unit) {
  if (!least) return undefined;
  const sign = isNegative ? -1 : 1;
  const sizes = parts.map(({ unit }) => unit.size / least.size);
  const isHeight = parts[0]?.unit.name === 'ft' && least.name === 'in';
  const read: ReadNumber = (cell, times = 1, per = 1) => {
    // 5'52" is no height: a foot has 12 inches.
    if (isHeight && !((parts[1]?.read(cell) ?? 0) < INCHES)) return Number.NaN;
    let sum = 0;
    for (const [i, part] of parts.entries()) sum += part.read(cell, sizes[i] ?? 1);
    return (sign * sum * times) / per;
  };
  return written(read, { unit: least.name, compound: true });
}

/** A duration of ISO 8601, in seconds. */
function isoDuration(cell: string): WrittenNumber | undefined {
  const match = ISO.exec(cell);
  if (!match) return undefined;
  const time = cell.indexOf('T');
  const parts: Part[] = [];
  for (let at = cell.search(/\d/); at >= 0 && at < cell.length; ) {
    const digits = digitsAt(cell, at, cell.includes(',') ? ',' : '.');
    if (!digits) return undefined;
    const letter = cell.charAt(digits.end);
    const names: Readonly<Record<string, string>> = time >= 0 && at > time ? ISO_TIMES : ISO_PARTS;
    const unit = unitOf(names[letter] ?? '', 'time');
    if (!unit) return undefined;
    parts.push({ unit, read: digits.read });
    at = digits.end + 1;
    if (cell[at] === 'T') at++;
  }
  return sumOf(parts, match[1] === '-', unitOf('s', 'time'));
}

function daysAndClock(cell: string): WrittenNumber | undefined {
  const match = DAYS_AND_CLOCK.exec(cell);
  if (!match) return undefined;
  const [, , days, , , hours, minutes, seconds] = match.indices ?? [];
  const ofDays = match[1] === '-' ? -1 : 1;
  // Pandas writes a day and a half less than none as -2 days +12:00:00, and Python as -2 days, 12:00:00.
  const isOn = match[4] === '+' || (match[3] === ',' && match[4] === '');
  const ofClock = isOn ? 1 : match[4] === '-' ? -1 : ofDays;
  const parts: readonly (readonly [RegExpIndicesArray[number] | undefined, number])[] = [
    [days, ofDays * 86_400],
    [hours, ofClock * 3600],
    [minutes, ofClock * 60],
    [seconds, ofClock],
  ];
  const readers = parts.map(
    ([place, size]) => [digitsAt(cell, place?.[0] ?? 0, '.'), size] as const,
  );
  const read: ReadNumber = (own, times = 1, per = 1) => {
    let sum = 0;
    for (const [digits, size] of readers) sum += (digits?.read(own) ?? Number.NaN) * size;
    return (sum * times) / per;
  };
  return written(read, { unit: 's', compound: true });
}
