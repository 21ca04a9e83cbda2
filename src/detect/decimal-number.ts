const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Of digits as people write them; NaN of all else, and of what Number alone reads: `0x10`, no text at all. */
export function decimalNumber(text = ''): number {
  return DECIMAL.test(text) ? Number(text) : Number.NaN;
}
