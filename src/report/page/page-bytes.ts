/** The bytes that stand in a page as base64. */
export function pageBytes(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
