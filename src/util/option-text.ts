import type { Json } from './json.js';

/** An option as people read it: texts as they are, a dash where it is not set. */
export function optionText(value: Json): string {
  if (value === null) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
