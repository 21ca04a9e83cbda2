/** The furthest that a Date reaches. */
const LAST_MOMENT = 8.64e15;

const DAY = 86_400_000;

/** A day, a time of day, or both, in UTC; null beyond what dates reach. */
export function momentText(moment: number, isClock: boolean): string | null {
  if (!(Math.abs(moment) <= LAST_MOMENT)) return null;
  const text = new Date(moment).toISOString();
  if (isClock) {
    return clockText(text.slice(text.indexOf('T') + 1, -1).replace(/\.000$/, ''), moment);
  }
  return text.replace(/T00:00:00\.000Z$/, '').replace(/\.000Z$/, 'Z');
}

/** The time of day, where the end of a day is 24:00 and not the beginning of the next. */
export function clockText(time: string, moment: number): string {
  return moment >= DAY ? time.replace(/^00/, '24') : time;
}
