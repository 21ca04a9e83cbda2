import { shortened } from '../../util/shortened.js';
import { LETTER } from './axis-scale.js';

const SQUARE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}]/u;
const WIDE = /[mwMW@%…—]/;
const LARGE = /\p{Lu}/u;

/** How wide a text is at most, in units of the drawing: on a narrow screen, letter by letter. */
export function textWidth(text: string): number {
  return Array.from(text).reduce((sum, letter) => sum + letterWidth(letter), 0);
}

/** A text of so many letters at most that is not wider than this. */
export function fitted(text: string, letters: number, width: number): string {
  let most = letters;
  while (most > 1 && textWidth(shortened(text, most)) > width) most--;
  return shortened(text, most);
}

function letterWidth(letter: string): number {
  if (SQUARE.test(letter)) return LETTER.height + 2;
  if (WIDE.test(letter)) return LETTER.height;
  return LARGE.test(letter) ? 1.25 * LETTER.width : LETTER.width;
}
