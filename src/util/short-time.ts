/** A short time for people, of milliseconds: `0.4 µs`, `12 µs`, `3.5 ms`. */
export function formatShortTime(milliseconds: number): string {
  const [value, unit] = milliseconds < 1 ? [milliseconds * 1000, 'µs'] : [milliseconds, 'ms'];
  return `${value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en-US')} ${unit}`;
}

/** The same as an option takes it: `0.4us`, `12us`, `3.5ms`. */
export function shortTimeOption(milliseconds: number): string {
  const [value, unit] = milliseconds < 1 ? [milliseconds * 1000, 'us'] : [milliseconds, 'ms'];
  return `${Number(value.toPrecision(6))}${unit}`;
}
