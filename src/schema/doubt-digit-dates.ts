import { greatestOf, leastOf } from '../util/extremes.js';
import { DAY, timeOfDate } from './calendar.js';
import type { ColumnProfile } from './column-profile.js';
import { type DigitOrder, digitReader } from './digit-dates.js';
import { momentText } from './moment-text.js';

/** Dates of one column are seldom so far apart, and those of programs not all before this year. */
const FAR = 40 * 365.25 * DAY;
const EARLY = timeOfDate(1990, 1, 1);
/** A word for time with what was measured behind it, as `updated_salary` and `time_spent`, but no `created_on` or `time_utc`. */
const MEASURED =
  /(?:^|[\s_.-])(?:created|updated|time|ts)[\s_.-]+(?!(?:at|on|of|in|by|stamp|date|time|datetime|timestamp|utc|gmt|local|unix|epoch|m?s|[un]s|(?:milli|micro|nano)?sec(?:ond)?s?|millis)(?:$|[\s_.-]))[a-z]/i;

/** That numbers which are dates by their name and size alone, in the words told, may be no dates. */
export function doubtDigitDates(
  { name, plain, counts }: ColumnProfile,
  order: DigitOrder,
  words: string,
): string | undefined {
  const { low, high } = plain ?? rangeOf(counts.cells);
  const read = digitReader(order);
  const [first, last] = [read(String(low)), read(String(high))];
  if (last - first <= FAR && last >= EARLY && !MEASURED.test(name)) return undefined;
  const told = JSON.stringify({ [name]: 'numeric' });
  return `column "${name}": ${high} is read as ${momentText(last, false)}, ${words}; if its numbers are no dates, pass \`types: ${told}\``;
}

function rangeOf(cells: readonly string[]) {
  const numbers = cells.map(Number);
  return { low: leastOf(numbers), high: greatestOf(numbers) };
}
