/** A number with about four significant digits, for people; thousands and more keep their whole digits. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size >= 1e15) return value.toPrecision(4);
  if (size >= 10_000) return Math.round(value).toLocaleString('en-US');
  if (size >= 1000) return value.toFixed(0);
  if (size >= 1) return value.toPrecision(4);
  if (size === 0) return '0';
  if (size >= 0.1) return value.toFixed(4);
  return size >= 0.0001 ? value.toPrecision(4) : value.toExponential(3);
}
