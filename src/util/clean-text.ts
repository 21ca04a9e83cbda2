const ASCII = /^[\0-\x7f]*$/;
/** Blanks without a width, which nobody sees; joiners are letters' own. */
const UNSEEN = /[\u200b\u2060\ufeff]/g;

/** The text as it is compared with others: trimmed, composed (Unicode's NFC), and without blanks that have no width. */
export function cleanText(text: string): string {
  const trimmed = text.trim();
  return ASCII.test(trimmed) ? trimmed : trimmed.replace(UNSEEN, '').normalize('NFC').trim();
}
