import { digitsAt } from './written-digits.js';
import { type ReadNumber, type WrittenNumber, written } from './written-number.js';

const CLOCK = /^([-−])?(\d{1,4}):(\d{2})(?::(\d{2}))?(?:[.,]\d{1,9})?$/d;

/** A duration as clocks show it, in seconds: hours, minutes and seconds, or minutes and seconds. */
export function writtenClock(cell: string): WrittenNumber | undefined {
  const match = CLOCK.exec(cell);
  if (!match) return undefined;
  const sign = match[1] ? -1 : 1;
  const places = (match.indices ?? []).slice(2).filter((place) => place !== undefined);
  const mark = cell.includes(',') ? ',' : '.';
  // A fraction is of the last part.
  const readers = places.map(([start, end], i) => {
    const until = i === places.length - 1 ? cell.length : end;
    return digitsAt(cell.slice(0, until), start, mark)?.read;
  });
  const read: ReadNumber = (own, times = 1, per = 1) => {
    let seconds = 0;
    for (const [i, reader] of readers.entries()) {
      const part = reader?.(own) ?? Number.NaN;
      if (i > 0 && part >= 60) return Number.NaN;
      seconds = seconds * 60 + part;
    }
    return (sign * seconds * times) / per;
  };
  return written(read, { unit: 's', compound: true, loose: true });
}
