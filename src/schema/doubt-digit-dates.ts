import { greatestOf, leastOf } from '../util/extremes.js';
import { DAY, timeOfDate } from './calendar.js';
import type { ColumnProfile } from './column-profile.js';
import { type DigitOrder, digitReader } from './digit-dates.js';
import { momentText } from './moment-text.js';
import { nameWords } from './name-words.js';

/** Unless they are named so, dates are seldom so far apart, and those of programs not all before this year. */
const FAR = 40 * 365.25 * DAY;
const EARLY = timeOfDate(1990, 1, 1);
const DATE = /^(?:datetime|datum|fecha|.*(?<!up|candi)date)$/;
const TIME = /^(?:created|updated|time|ts)$/;
const CHANGE = /^(?:created|updated)$/;
/** What is measured, as in `updated_salary`; a `salary_date` is a date. */
const AMOUNT =
  /\b(?:salary|wages?|income|revenue|prices?|costs?|fees?|amounts?|amt|sum|total|balance|budget|counts?|qty|quantity|volume|mileage|weight|size|distance|score|rate|ratio)\b/;
/** Behind a word for time that is no date, how long something takes, as in `time_spent`; a `date_taken` is a date. */
const ELAPSED =
  /\b(?:spent|taken|used|left|remaining|needed|elapsed|duration|length|delta|diff|difference|offset|lag|delay|gap|interval|limit|between|to \w+)\b/;
/** What says of a change when it was, or by whom. */
const WHEN =
  /^(?:at|on|of|in|by|day|stamp|time|timestamp|ts|utc|gmt|local|unix|unixtime|epoch|m?s|[un]s|(?:milli|micro|nano)?sec(?:ond)?s?|millis|start|end|received|event|server|first|last|seen|created|updated)$/;

/** That numbers which are dates by their name and size alone, in the words told, may be no dates. */
export function doubtDigitDates(
  { name, plain, counts }: ColumnProfile,
  order: DigitOrder,
  words: string,
): string | undefined {
  const { low, high } = plain ?? rangeOf(counts.cells);
  const read = digitReader(order);
  const [first, last] = [read(String(low)), read(String(high))];
  const named = nameWords(name);
  const isFar = last - first > FAR || last < EARLY;
  const isOdd = isFar && !named.some((word) => DATE.test(word));
  if (!isOdd && !isMeasured(named, order)) return undefined;
  const told = JSON.stringify({ [name]: 'numeric' });
  return `column "${name}": ${high} is read as ${momentText(last, false)}, ${words}; if its numbers are no dates, pass \`types: ${told}\``;
}

/** Whether behind its last word for a date, or else its first one for time, a name says what was measured then. */
function isMeasured(words: readonly string[], order: DigitOrder): boolean {
  const behind = (place: number) => words.slice(place + 1).join(' ');
  const date = words.findLastIndex((word) => DATE.test(word));
  if (date >= 0) return AMOUNT.test(behind(date));
  const time = words.findIndex((word) => TIME.test(word));
  if (time < 0) return false;
  if (AMOUNT.test(behind(time)) || ELAPSED.test(behind(time))) return true;
  // Few amounts are of the size of an epoch, and many are of that of days.
  const change = words.findIndex((word) => CHANGE.test(word));
  const next = change < 0 ? undefined : words[change + 1];
  return order === 'excel-serial' && next !== undefined && !WHEN.test(next);
}

function rangeOf(cells: readonly string[]) {
  const numbers = cells.map(Number);
  return { low: leastOf(numbers), high: greatestOf(numbers) };
}
