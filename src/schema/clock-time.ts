import { MINUTE } from './calendar.js';
import { lengthOf, NO_PLACE, numberAt, type Place, placesOf, type ReadCell } from './digits-at.js';
import { zoneHours } from './time-zones.js';

const HALF = '(?:([ap])(?:\\.?\\s?m\\.?)?(?![a-z]))?(?:\\s?(?:Uhr|uur))?';
/** Halves of the day, of which some languages write the name before the time. */
const HALF_BEFORE = /^(?:(上午|午前|오전)|下午|午後|오후)\s?/u;
const SECONDS = '(\\d{2})(?:[.,](\\d{1,9}))?';
/** Behind a date, a zone may be named, its minutes left out, and its place or long name added. */
const ZONE = '((?:UTC|GMT)?[+−-]\\d{2}(?::?\\d{2})?|[a-z]{1,5})?(?:\\s?\\([^)]*\\)|\\[[^\\]]*\\])?';
const OF_DATE = new RegExp(
  `^(\\d{1,2})([:.])(\\d{2})(?:\\2${SECONDS})?\\s?${HALF}\\s?${ZONE}$`,
  'di',
);
const ALONE = new RegExp(
  `^(\\d{1,2})([:.])(\\d{2})(?:\\2${SECONDS})?\\s?${HALF}\\s?(Z|UTC|GMT|[+-]\\d{2}:?\\d{2})?$`,
  'di',
);
/** As ISO 8601 writes it without colons. */
const COMPACT = new RegExp(`^(\\d{2})()(\\d{2})(?:${SECONDS})?()\\s?${ZONE}$`, 'di');
const OFFSET = /^(?:UTC|GMT)?([+−-])(\d{2})(?::?(\d{2}))?$/di;
/** No place is further from UTC, in hours. */
const MOST_HOURS = 15;

const GRAMMARS = { 'of-date': OF_DATE, alone: ALONE, compact: COMPACT };

/** Milliseconds since midnight in UTC of the time that stands there, NaN for one that no clock shows; undefined for no time. */
export function timeAt(
  cell: string,
  [start, end]: Place,
  grammar: keyof typeof GRAMMARS = 'of-date',
): ReadCell | undefined {
  const { before, from, match } = matchAt(cell, [start, end], grammar);
  if (!match) return undefined;
  const places = placesOf(match, start + from);
  const [hour, minute, second] = [1, 3, 4].map((i) => numberAt(places[i] ?? NO_PLACE)) as [
    ReadCell,
    ReadCell,
    ReadCell,
  ];
  const fraction = numberAt(places[5] ?? NO_PLACE);
  const thousandths = 1000 / Number(`1e${lengthOf(places[5] ?? NO_PLACE)}`);
  const half = before ? (before[1] ? 'a' : 'p') : match[6]?.toLowerCase();
  const offset = offsetAt(match[7], places[7] ?? NO_PLACE);
  if (!offset) return undefined;
  return (own) => {
    const written = hour(own);
    const hours = half ? (written % 12) + (half === 'p' ? 12 : 0) : written;
    const [minutes, seconds] = [minute(own), second(own)];
    if (hours > 24 || minutes > 59 || seconds > 60) return Number.NaN;
    const ofDay = (hours * 60 + minutes) * MINUTE + seconds * 1000;
    return ofDay + fraction(own) * thousandths - offset(own);
  };
}

/** Whether a zone is written behind the time that stands there. */
export function hasZone(
  cell: string,
  place: Place,
  grammar: keyof typeof GRAMMARS = 'of-date',
): boolean {
  return matchAt(cell, place, grammar).match?.[7] !== undefined;
}

/** The time that stands there, and what is before it. */
function matchAt(cell: string, [start, end]: Place, grammar: keyof typeof GRAMMARS) {
  const text = cell.slice(start, end);
  const before = HALF_BEFORE.exec(text);
  const from = before?.[0].length ?? 0;
  return { before, from, match: GRAMMARS[grammar].exec(text.slice(from)) };
}

/** Milliseconds by which a zone is before UTC; undefined for an unknown one. */
function offsetAt(zone: string | undefined, [start]: Place): ReadCell | undefined {
  if (zone === undefined) return () => 0;
  const match = OFFSET.exec(zone);
  if (!match) {
    const hours = zoneHours(zone);
    return hours === undefined ? undefined : () => hours * 60 * MINUTE;
  }
  const [, , hours = NO_PLACE, minutes = NO_PLACE] = placesOf(match, start);
  const [readHours, readMinutes] = [numberAt(hours), numberAt(minutes)];
  const sign = match[1] === '+' ? 1 : -1;
  return (cell) =>
    readHours(cell) > MOST_HOURS
      ? Number.NaN
      : sign * (readHours(cell) * 60 + readMinutes(cell)) * MINUTE;
}
