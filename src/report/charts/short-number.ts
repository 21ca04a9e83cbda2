const UNITS = [
  { size: 1e9, sign: 'B' },
  { size: 1e6, sign: 'M' },
  { size: 1e3, sign: 'k' },
] as const;

/** A number in few letters: `0.125`, `1203`, `12k`, `1.5M`, `2e-7`. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size < 1e-3 || size >= 1e12) return plainExponent(value.toExponential(1));
  const unit = size >= 9999.5 ? UNITS.find((own) => size >= own.size * 0.9995) : undefined;
  return `${Number((value / (unit?.size ?? 1)).toPrecision(!unit && size >= 1000 ? 4 : 3))}${unit?.sign ?? ''}`;
}

/** Ticks of an axis, all with as many decimals as their distance needs, so that no two look equal. */
export function tickLabels(ticks: readonly number[]): readonly string[] {
  const most = Math.max(...ticks.map(Math.abs));
  const step = Math.abs((ticks[1] ?? 0) - (ticks[0] ?? 0)) || most || 1;
  if (most >= 1e12 || step < 1e-4) {
    const digits = Math.min(8, Math.max(0, Math.floor(Math.log10(most / step) + 1e-9)));
    return ticks.map((tick) => (tick === 0 ? '0' : plainExponent(tick.toExponential(digits))));
  }
  const unit = most >= 1e4 ? UNITS.find(({ size }) => most >= size) : undefined;
  const size = unit?.size ?? 1;
  const decimals = Math.max(0, -Math.floor(Math.log10(step / size) + 1e-9));
  return ticks.map((tick) =>
    tick === 0 ? '0' : `${(tick / size).toFixed(decimals)}${unit?.sign ?? ''}`,
  );
}

function plainExponent(text: string): string {
  return text.replace('e+', 'e').replace(/\.0+e/, 'e');
}
