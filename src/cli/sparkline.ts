import type { TimedValue } from '../index.js';

const LEVELS = '▁▂▃▄▅▆▇█';

/** What stood at each of `width` moments from the first value until now, low to high. */
export function sparkline(values: readonly TimedValue[], until: number, width: number): string {
  const from = values[0]?.at ?? until;
  const sizes = values.map(({ value }) => value);
  const least = Math.min(...sizes);
  const range = Math.max(...sizes) - least;
  const marks = Array.from({ length: width }, (_, place) => {
    const moment = from + ((until - from) * (place + 1)) / width;
    const { value = least } = values.findLast(({ at }) => at <= moment) ?? values[0] ?? {};
    const share = range > 0 ? (value - least) / range : 0;
    return LEVELS[Math.round(share * (LEVELS.length - 1))];
  });
  return marks.join('');
}
