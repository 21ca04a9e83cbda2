export const MINUTE = 60_000;
export const DAY = 1440 * MINUTE;

/** Milliseconds from 1970 to the start of a day; NaN for a day that no calendar has. */
export function timeOfDate(year: number, month: number, day: number): number {
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
  return exists && year >= 1000 ? DAY * daysSince1970(year, month, day) : Number.NaN;
}

/** Milliseconds from 1970 to the start of a day of an ISO week, 1 being Monday; NaN for a week that the year has not. */
export function timeOfWeek(year: number, week: number, day: number): number {
  if (week < 1 || week > 53 || day < 1 || day > 7) return Number.NaN;
  const fourth = timeOfDate(year, 1, 4);
  const monday = fourth - ((fourth / DAY + 3 + 7_000_000) % 7) * DAY + 7 * (week - 1) * DAY;
  const thursday = new Date(monday + 3 * DAY);
  return thursday.getUTCFullYear() === year ? monday + (day - 1) * DAY : Number.NaN;
}

function daysOf(year: number, month: number): number {
  return month === 2 ? 28 + Number(isLeap(year)) : 30 + ((month + Math.floor(month / 8)) % 2);
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** By years that begin in March, so that a leap day is a year's last (Hinnant 2013, chrono-compatible date algorithms). */
function daysSince1970(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const leapDays =
    Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return 365 * marchYear + leapDays + dayOfYear - 719_468;
}
