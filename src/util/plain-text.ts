/** What a terminal acts on: controls, and marks that turn the order of letters round. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const ACTS = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g;

/** A name or a cell on one line, without what a terminal would act on. */
export function plainText(text: string): string {
  return text.replace(ACTS, ' ');
}
