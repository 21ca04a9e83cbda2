/** More digits than doubles are sure to hold. */
const LONG = /\d{16}/;
const STRING = '"[^"\\\\]*(?:\\\\.[^"\\\\]*)*"';
const NUMBERS = new RegExp(`${STRING}|-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?`, 'g');
const WHOLE = /^-?\d+$/;
const WORDS = new RegExp(`${STRING}|-?\\bInfinity\\b|\\bNaN\\b`, 'g');
const NAMES = new RegExp(`(${STRING})(\\s*:)?`, 'g');
/** Stands before names that are numbers, which JavaScript would put in another order. */
const MARK = '\u0001';

/**
 * As JSON.parse, but whole numbers that doubles do not hold are strings of their digits, and NaN and Infinity, which Python
 * writes, are null and strings.
 */
export function parseJson(text: string): unknown {
  const exact = hasLongDigits(text) ? text.replace(NUMBERS, digits) : text;
  try {
    return JSON.parse(exact);
  } catch (thrown) {
    if (!/NaN|Infinity/.test(exact)) throw thrown;
    return JSON.parse(exact.replace(WORDS, word));
  }
}

/** Whether some number may be one that doubles do not hold. */
export function hasLongDigits(text: string): boolean {
  return LONG.test(text);
}

/** The same with names of numbers in the order in which they are written; `nameOf` says what they are. */
export function parseInOrder(text: string): unknown {
  return parseJson(
    text.replace(NAMES, (whole, name: string, colon?: string) =>
      colon !== undefined && /^"\d+"$/.test(name) ? `"\\u0001${name.slice(1)}${colon}` : whole,
    ),
  );
}

export function nameOf(name: string): string {
  return name.startsWith(MARK) ? name.slice(1) : name;
}

function digits(token: string): string {
  const isExact = !WHOLE.test(token) || Number.isSafeInteger(Number(token));
  return isExact ? token : `"${token}"`;
}

function word(token: string): string {
  if (token.startsWith('"')) return token;
  return token === 'NaN' ? 'null' : `"${token}"`;
}
