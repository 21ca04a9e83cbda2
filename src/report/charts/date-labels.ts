import { clockText } from '../../schema/moment-text.js';

/** Moments in UTC, as fine as they have to be to be told apart: years, months, days or minutes. */
export function dateLabels(moments: readonly number[]): readonly string[] {
  const texts = moments.map(isoText);
  if (texts.every((text) => text.slice(-20) === '-01-01T00:00:00.000Z'))
    return texts.map((text) => text.slice(0, -20));
  if (texts.every((text) => text.endsWith('-01T00:00:00.000Z')))
    return texts.map((text) => text.slice(0, -17));
  if (texts.every((text) => text.endsWith('T00:00:00.000Z')))
    return texts.map((text) => text.slice(0, -14));
  const isOneDay = new Set(texts.map((text) => text.slice(0, -14))).size === 1;
  return texts.map((text) =>
    isOneDay ? text.slice(-13, -5) : text.slice(-19, -8).replace('T', ' '),
  );
}

/** One moment, as a date alone where it is midnight. */
export function dateText(moment: number): string {
  const text = isoText(moment);
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, -14) : text.slice(0, -5).replace('T', ' ');
}

/** Times of day, as fine as they have to be to be told apart. */
export function timeLabels(moments: readonly number[]): readonly string[] {
  const texts = moments.map(timeText);
  return texts.every((text) => text.endsWith(':00'))
    ? texts.map((text) => text.slice(0, -3))
    : texts;
}

/** One moment, as a time of day. */
export function timeText(moment: number): string {
  return clockText(isoText(moment).slice(-13, -5), moment);
}

/** What no calendar holds stays a number. */
function isoText(moment: number): string {
  return Math.abs(moment) <= 8.64e15 ? new Date(moment).toISOString() : String(moment);
}
