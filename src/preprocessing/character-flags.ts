/** What a character can be; the sum of what holds. */
export const SPACE = 1;
/** A letter or a digit. */
export const WORD = 2;
export const DIGIT = 4;
export const CAPITAL = 8;
/** Punctuation or a symbol. */
export const SIGN = 16;
/** Of a script that writes no blanks between words: Chinese, Japanese, Thai, Lao, Burmese, Khmer. */
export const UNSPACED = 32;

const CLASSES: readonly (readonly [pattern: RegExp, flag: number])[] = [
  [/\s/, SPACE],
  [/[\p{L}\p{N}]/u, WORD],
  [/\p{N}/u, DIGIT],
  [/\p{Lu}/u, CAPITAL],
  [/[\p{P}\p{S}]/u, SIGN],
  [/[\p{sc=Hani}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Mymr}\p{sc=Khmr}]/u, UNSPACED],
];

/** One place for each code unit; filled when it is met first. Bit 7 says that it is known. */
const UNITS = new Uint8Array(2 ** 16);
const KNOWN = 128;
/** Of characters that are two code units. */
const PAIRS = new Map<number, number>();

/** What the character at a place of a text is; both units of a pair are what the pair is. */
export function flagsAt(text: string, place: number): number {
  const unit = text.charCodeAt(place);
  if (unit >= 0xd800 && unit < 0xe000) return pairFlags(text, place, unit);
  const known = UNITS[unit] as number;
  if (known !== 0) return known - KNOWN;
  const flags = flagsOf(String.fromCharCode(unit));
  UNITS[unit] = KNOWN + flags;
  return flags;
}

function pairFlags(text: string, place: number, unit: number): number {
  const code = text.codePointAt(unit < 0xdc00 ? place : place - 1) ?? unit;
  const known = PAIRS.get(code);
  if (known !== undefined) return known;
  const flags = code > 0xffff ? flagsOf(String.fromCodePoint(code)) : 0;
  PAIRS.set(code, flags);
  return flags;
}

/** What one character is, whatever is known already. */
export function flagsOf(character: string): number {
  return CLASSES.reduce((sum, [pattern, flag]) => sum + (pattern.test(character) ? flag : 0), 0);
}
