import { cleanText } from '../util/clean-text.js';

/** The column that a told name means: that of the name, else the only one whose name differs in blanks and line breaks alone. */
export function toldName(told: string, names: readonly string[]): string | undefined {
  const name = cleanText(told);
  if (names.includes(name)) return name;
  const alike = names.filter((own) => onOneLine(own) === onOneLine(name));
  return alike.length === 1 ? alike[0] : undefined;
}

function onOneLine(name: string): string {
  return name.replace(/\s+/g, ' ');
}
