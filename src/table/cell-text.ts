import { isPicture } from '../image/is-picture.js';
import { base64 } from '../util/base64.js';
import { AutofitError, errorMessage } from '../util/errors.js';

/** A value as the text of a cell: a date in ISO 8601, a picture as a data URI, what is no single value as JSON. Throws an AutofitError for what JSON cannot hold. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  if (value instanceof Uint8Array || value instanceof ArrayBuffer) return bytesText(value);
  if (areBytes(value)) return value.map(bytesText).join(';');
  return typeof value === 'object' ? jsonText(value) : String(value);
}

function jsonText(value: object): string {
  try {
    return JSON.stringify(value, digits);
  } catch (thrown) {
    // What is nested too deep, and what is inside itself.
    if (!(thrown instanceof RangeError || thrown instanceof TypeError)) throw thrown;
    const message = `A cell holds what cannot be written as JSON: ${errorMessage(thrown)}.`;
    throw new AutofitError('BAD_CELL', message, { hint: 'Give a text, a number or a short list.' });
  }
}

/** A number as cells have it that are written with a decimal comma. */
export function commaText(value: number): string {
  return cellText(value).replace('.', ',');
}

/** A value of a column as text, numbers as the column's cells are written. */
export function valueText(value: unknown, hasComma: boolean): string {
  return hasComma && typeof value === 'number' ? commaText(value) : cellText(value);
}

function bytesText(value: Uint8Array | ArrayBuffer): string {
  const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : value;
  return isPicture(bytes) ? `data:image;base64,${base64(bytes)}` : new TextDecoder().decode(bytes);
}

/** Several pictures in one cell. */
function areBytes(value: unknown): value is readonly Uint8Array[] {
  const isList = Array.isArray(value) && value.length > 0;
  return isList && value.every((own) => own instanceof Uint8Array && isPicture(own));
}

/** Whole numbers may be larger than JSON's. */
function digits(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}` : value;
}
