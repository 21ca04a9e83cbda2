/** A number with about four significant digits, for people. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size >= 10_000) return Math.round(value).toLocaleString('en-US');
  if (size >= 1000) return value.toFixed(0);
  if (size >= 1) return value.toPrecision(4);
  return value.toFixed(size === 0 || size >= 0.001 ? 4 : 6);
}
