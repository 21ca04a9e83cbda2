import { timeOfDate } from './calendar.js';
import { bitsOf } from './date-form.js';
import { formatReader } from './date-format.js';
import { dateForms } from './date-forms.js';
import { type DigitOrder, digitReader } from './digit-dates.js';
import { type ReadCell, USUAL_SINCE } from './digits-at.js';
import type { DatetimeOrder, DatetimeParser } from './schema.js';

/** From here on, dates stand for none: 9999-12-31 and its like. */
export const NEVER = timeOfDate(9999, 1, 1);

/** Reads trimmed cells as milliseconds since 1970, in UTC where they have no zone; NaN when they are not written so. */
export function datetimeReader(parser: DatetimeParser): ReadCell {
  const { order, also = [], format, sentinels, since, months } = parser;
  const first =
    format === undefined
      ? orderReader([order], since, months)
      : formatReader(format, since ?? USUAL_SINCE, months);
  const others = also.length > 0 ? ordersReader(also, since, months) : undefined;
  const read: ReadCell = others
    ? (cell) => {
        const time = first(cell);
        return Number.isNaN(time) ? others(cell) : time;
      }
    : first;
  if (!sentinels) return read;
  return (cell) => {
    const time = read(cell);
    return time < NEVER ? time : Number.NaN;
  };
}

/** The same, but counts of days or of seconds only where they are of a size that is usual for dates, as training's were. */
export function usualReader(parser: DatetimeParser): ReadCell {
  const { order, also = [], format, since, months } = parser;
  const isCount = order === 'excel-serial' || order.startsWith('epoch-');
  if (!isCount || format !== undefined) return datetimeReader(parser);
  return ordersReader([order, ...also], since, months);
}

function orderReader(
  orders: readonly [DatetimeOrder],
  since?: number,
  months?: DatetimeParser['months'],
): ReadCell {
  const [order] = orders;
  return isDigitOrder(order) ? digitReader(order) : ordersReader(orders, since, months);
}

export function isDigitOrder(order: DatetimeOrder): order is DigitOrder {
  return (
    order === 'year' ||
    order === 'compact' ||
    order === 'excel-serial' ||
    order.startsWith('epoch-')
  );
}

/** By the first of the orders that reads a cell; numbers are of a size that is usual for them. */
export function ordersReader(
  orders: readonly DatetimeOrder[],
  since?: number,
  months?: DatetimeParser['months'],
): ReadCell {
  const formsOf = dateForms(since, months);
  const known = bitsOf(orders);
  return (cell) => {
    for (const { bits, read } of formsOf(cell)) {
      if ((bits & known) === 0) continue;
      const time = read(cell);
      if (!Number.isNaN(time)) return time;
    }
    return Number.NaN;
  };
}
