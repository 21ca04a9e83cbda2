import { AutofitError } from '../util/errors.js';
import { byShape } from './by-shape.js';
import { timeOfDate } from './calendar.js';
import { timeAt } from './clock-time.js';
import { NO_PLACE, numberAt, type ReadCell, unreadable, yearAt } from './digits-at.js';
import { monthNamed } from './month-names.js';
import type { DatetimeOrder, DatetimeParser } from './schema.js';

/** Parts of a format: the year, the month as a number or by name, the day, the hour, the minute and the second. */
type Field = 'y' | 'm' | 'n' | 'd' | 'h' | 'i' | 's';

interface Format {
  readonly fields: readonly Field[];
  readonly grammar: RegExp;
}

const TOKEN = /yyyy|yy|mmmm|mmm|mon|mi|mm|m|dd|d|hh|h|ss|s|\s+|[^a-z]|[tz]/gi;
const HELP =
  'A format is made of dd, mm (mon for a name), yyyy or yy, HH, MM (or mi) and ss, as in dd/mm/yyyy HH:MM.';

/**
 * Reads cells that are written as a format says: `dd` day, `mm` month and behind `HH` minute, `mon` a month's name, `yyyy`
 * and `yy` year, `HH` hour, `mi` minute, `ss` second; all else stands for itself. Where it has no hour, a time behind the
 * date is read too.
 */
export function formatReader(
  format: string,
  since: number,
  months?: DatetimeParser['months'],
): ReadCell {
  const { fields, grammar } = parseFormat(format);
  const shapeOf = byShape((cell) => cellShape(cell, { fields, grammar }, since, months));
  return (cell) => shapeOf(cell)(cell);
}

/** The order that a format has. Throws an AutofitError for what is no format. */
export function orderOfFormat(format: string): DatetimeOrder {
  const { fields } = parseFormat(format);
  if (!fields.includes('y')) return 'time';
  if (!fields.includes('d')) return 'period';
  const first = fields.find((field) => 'ymnd'.includes(field));
  return first === 'y' ? 'year-first' : first === 'd' ? 'day-first' : 'month-first';
}

function parseFormat(format: string): Format {
  const tokens = format.match(TOKEN) ?? [];
  const fields: Field[] = [];
  const written = tokens.map((token, i) => {
    const field = fieldOf(token, fields);
    if (!field) return /\s/.test(token) ? '\\s+' : token.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
    fields.push(field);
    const isTight = [tokens[i - 1], tokens[i + 1]].some((beside) => /[a-su-y]/i.test(beside ?? ''));
    // Of digits alone that were a number the first may be gone, where it was a nought.
    const isFirst = i === 0 && tokens.every((own) => /^(?:yyyy|yy|mm|dd|hh|mi|ss)$/i.test(own));
    return grammarOf(field, token, isTight && !isFirst);
  });
  const isWhole = tokens.join('') === format && new Set(fields).size === fields.length;
  if (!isWhole || !isEnough(fields)) {
    throw new AutofitError('BAD_OPTION', `"${format}" is no format of dates.`, { hint: HELP });
  }
  const time = fields.includes('h') ? '' : '(?:[T\\s]\\s*(?<time>.+))?';
  return { fields, grammar: new RegExp(`^${written.join('')}${time}$`, 'diu') };
}

function fieldOf(token: string, before: readonly Field[]): Field | undefined {
  const name = token.toLowerCase();
  if (name === 'mi' || (name === 'mm' && before.at(-1) === 'h')) return 'i';
  if (['mon', 'mmm', 'mmmm'].includes(name)) return 'n';
  return (['y', 'm', 'd', 'h', 's'] as const).find((field) => name.startsWith(field));
}

/** Numbers that touch others have all their digits, but for the first. */
function grammarOf(field: Field, token: string, isTight: boolean): string {
  if (field === 'n') return '(?<n>\\p{L}{3,12})\\.?';
  if (field === 'y') return `(?<y>\\d{${token.length}})`;
  return `(?<${field}>\\d{${isTight ? '2' : '1,2'}})`;
}

function isEnough(fields: readonly Field[]): boolean {
  const has = (field: Field) => fields.includes(field);
  const month = has('m') !== has('n');
  const isDate = has('y') && month;
  const isTime = has('h') && has('i');
  const isClean = !(has('m') && has('n')) && (has('h') || !(has('i') || has('s')));
  return isClean && (isDate || (isTime && !has('y') && !month && !has('d')));
}

function cellShape(
  cell: string,
  { fields, grammar }: Format,
  since: number,
  months: DatetimeParser['months'],
): ReadCell {
  const match = grammar.exec(cell);
  if (!match) return unreadable;
  const { n: name, time } = match.groups ?? {};
  const places = match.indices?.groups ?? {};
  const at = (field: Field) => numberAt(places[field] ?? NO_PLACE);
  const [hour, minute, second] = [at('h'), at('i'), at('s')];
  const clock: ReadCell = (own) => {
    const [hours, minutes, seconds] = [hour(own), minute(own), second(own)];
    if (hours > 24 || minutes > 59 || seconds > 60) return Number.NaN;
    return 1000 * (3600 * hours + 60 * minutes + seconds);
  };
  if (!fields.includes('y')) return clock;
  const month = name === undefined ? at('m') : () => monthNamed(name, months);
  const day = fields.includes('d') ? at('d') : () => 1;
  const year = yearAt(places.y ?? NO_PLACE, since);
  const behind = time === undefined ? clock : timeAt(cell, places.time ?? NO_PLACE);
  if (!behind) return unreadable;
  return (own) => timeOfDate(year(own), month(own), day(own)) + behind(own);
}
