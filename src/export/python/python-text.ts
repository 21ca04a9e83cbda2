/** A Python literal of a text, in ASCII alone, so that no text ends it. Pairs of code units are put as one character. */
export function pythonString(text: string): string {
  const escaped = text.replace(/[^ !#-[\]-~]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\U${hexOf(code, 8)}` : `\\u${hexOf(code, 4)}`;
  });
  return `"${escaped}"`;
}

/** A text as part of a docstring: letters of all scripts as they are, and nothing that ends, hides or turns text. */
export function pythonDocText(text: string): string {
  return text.replace(/[^\p{L}\p{N} !#-[\]-~]/gu, (character) =>
    pythonString(character).slice(1, -1),
  );
}

/** A list of texts. */
export function pythonList(texts: readonly string[]): string {
  if (texts.length === 0) return '[]';
  return `[\n${texts.map((text) => `    ${pythonString(text)},\n`).join('')}]`;
}

function hexOf(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
