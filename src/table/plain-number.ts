/** How the text of a number is had from its value; 0 to 15 is so many digits behind the point. */
export const FORM = {
  /** The shortest text that reads back as the value in 32 bits. */
  float: 252,
  /** The shortest text that reads back as the value, as JavaScript prints it. */
  shortest: 253,
  /** No text at all. */
  empty: 254,
  /** Some other text, by its place in a list. */
  text: 255,
} as const;

const MOST_DIGITS = 15;
/** Powers of ten that doubles hold exactly, and by which whole numbers of 15 digits are divided. */
export const POWERS = Float64Array.from({ length: MOST_DIGITS + 1 }, (_, i) => Number(`1e${i}`));
const [MINUS, POINT, ZERO, NINE] = [45, 46, 48, 57];

/** The value that `readPlain` found last; a returned pair would be an allocation for every cell. */
export const plain = { value: Number.NaN };

/**
 * Reads a number that can be printed again exactly: its form, with the value in `plain`, or FORM.text for anything
 * else, such as `007`, `-0`, `1e5`. Up to 15 digits are read as a whole number over a power of ten, which is exact.
 */
export function readPlain(bytes: Buffer, start: number, end: number): number {
  if (start === end) {
    plain.value = Number.NaN;
    return FORM.empty;
  }
  const isNegative = bytes[start] === MINUS;
  let at = isNegative ? start + 1 : start;
  const first = at;
  let mantissa = 0;
  let point = -1;
  for (; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= ZERO && byte <= NINE) mantissa = mantissa * 10 + (byte - ZERO);
    else if (byte === POINT && point < 0) point = at;
    else return readShortest(bytes, start, end);
  }
  const whole = (point < 0 ? end : point) - first;
  const decimals = point < 0 ? 0 : end - point - 1;
  const isPadded = whole > 1 && bytes[first] === ZERO;
  if (whole === 0 || (point >= 0 && decimals === 0) || isPadded) return FORM.text;
  if (isNegative && mantissa === 0) return FORM.text;
  if (whole + decimals > MOST_DIGITS) return readShortest(bytes, start, end);
  plain.value = (isNegative ? -mantissa : mantissa) / (POWERS[decimals] ?? 1);
  return decimals;
}

/** Numbers of more digits or with an exponent, where they are written as JavaScript would. */
export function readShortest(bytes: Buffer, start: number, end: number): number {
  const byte = bytes[start] ?? 0;
  if (end - start > 25 || !(byte === MINUS || (byte >= ZERO && byte <= NINE))) return FORM.text;
  const text = bytes.toString('latin1', start, end);
  const value = Number(text);
  if (!Number.isFinite(value) || String(value) !== text) return FORM.text;
  plain.value = value;
  return FORM.shortest;
}

/** The text of a number in a form that is not `text`. */
export function plainText(value: number, form: number): string {
  if (form === FORM.empty) return '';
  if (form === FORM.float) return floatText(value);
  return form === FORM.shortest ? String(value) : value.toFixed(form);
}

const DIGITS_OF_FLOATS = [6, 7, 8, 9];

function floatText(value: number): string {
  const short = DIGITS_OF_FLOATS.map((digits) => Number(value.toPrecision(digits)));
  return String(short.find((own) => Math.fround(own) === value) ?? value);
}
