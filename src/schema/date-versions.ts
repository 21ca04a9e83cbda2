const VERSION = /^(\d{1,3})([.-])(\d{1,3})\2(\d{1,3})$/;
/** Of so many dates, at least one has a day above 12: about three of five do. */
const DATES_OF_LATE_DAY = 4;

/**
 * Whether `1.2.10` beside `4.15.30` are versions: numbers with dots or dashes whose last part has two digits, none of them
 * padded, and hardly any with a day that is no month, or such as `1.2.3` among them.
 */
export function areVersions(cells: readonly string[], order: 'month-first' | 'day-first'): boolean {
  let [like, late] = [0, 0];
  let [isPadded, isStray] = [false, false];
  for (const cell of cells) {
    const [, first = '', mark, second = '', third = ''] = VERSION.exec(cell) ?? [];
    if (!mark) continue;
    like++;
    // Nobody writes months first between dots.
    if (order === 'month-first' && mark === '.') isStray = true;
    if (third.length !== 2 || Number(second) > 31 || Number(first) > 31) isStray = true;
    isPadded ||=
      (first.length > 1 && first.startsWith('0')) || (second.length > 1 && second.startsWith('0'));
    if (Number(order === 'day-first' ? first : second) > 12) late++;
  }
  if (2 * like < cells.length) return false;
  return isStray || (!isPadded && DATES_OF_LATE_DAY * late < like);
}
