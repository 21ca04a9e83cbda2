/** More digits than doubles are sure to hold. */
const LONG = /\d{16}/;
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?![\d.eE])/g;

/** As JSON.parse, but whole numbers that doubles do not hold are strings of their digits. */
export function parseJson(text: string): unknown {
  return JSON.parse(LONG.test(text) ? text.replace(TOKENS, exact) : text);
}

function exact(token: string): string {
  return token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${token}"`;
}
