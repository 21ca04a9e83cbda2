/** The furthest that a Date reaches. */
const LAST_MOMENT = 8.64e15;

/** A day, a time of day, or both, in UTC; null beyond what dates reach. */
export function momentText(moment: number, isClock: boolean): string | null {
  if (!(Math.abs(moment) <= LAST_MOMENT)) return null;
  const text = new Date(moment).toISOString();
  if (isClock) return text.slice(text.indexOf('T') + 1, -1).replace(/\.000$/, '');
  return text.replace(/T00:00:00\.000Z$/, '').replace(/\.000Z$/, 'Z');
}
