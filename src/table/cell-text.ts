/** A value as the text of a cell: a date in ISO 8601, what is no single value as JSON. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  return typeof value === 'object' ? JSON.stringify(value, digits) : String(value);
}

/** A number as cells have it that are written with a decimal comma. */
export function commaText(value: number): string {
  return cellText(value).replace('.', ',');
}

/** Whole numbers may be larger than JSON's. */
function digits(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}` : value;
}
