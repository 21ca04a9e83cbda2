const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];

/** Whether JSON is nested deeper than so, told before it is parsed: what walks through it later walks by recursion. */
export function isTooDeep(bytes: Uint8Array, deepest: number): boolean {
  let depth = 0;
  let isText = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (isText) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) isText = false;
    } else if (byte === QUOTE) isText = true;
    else if (byte === OPEN || byte === OPEN_LIST) {
      depth++;
      if (depth > deepest) return true;
    } else if (byte === CLOSE || byte === CLOSE_LIST) depth--;
  }
  return false;
}
