const MOST_LETTERS = 60;

/** A value as a message shows it, whatever it is: as JSON where that says it, else by its class. */
export function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'string') return cut(JSON.stringify(value));
  if (typeof value !== 'object' || value === null) return String(value);
  const name = value.constructor?.name || 'object';
  return isPlain(value) ? cut(asJson(value)) : `${/^[AEIO]/.test(name) ? 'an' : 'a'} ${name}`;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}

/** What holds itself, or a bigint, is no JSON. */
function asJson(value: object): string {
  try {
    return JSON.stringify(value) ?? 'an object';
  } catch {
    return Array.isArray(value) ? 'a list' : 'an object';
  }
}

function cut(text: string): string {
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text;
}
