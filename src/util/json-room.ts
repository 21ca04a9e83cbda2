import { formatBytes } from './format-bytes.js';
import { needHeap } from './heap-room.js';

/** Shorter texts are parsed without a look. */
const FREE_LETTERS = 2 ** 23;
/** Bytes of V8's heap for an object, a list and an entry, beside the letters of its texts. */
const [OBJECT, LIST, ENTRY] = [64, 40, 24];
const [BRACE, BRACKET, COMMA, QUOTE] = [0x7b, 0x5b, 0x2c, 0x22];

/** Throws an AutofitError where the value of a text in JSON would fill the heap, as `{}` of two letters takes 64 bytes. */
export function checkJsonRoom(text: string, source: string): void {
  if (text.length <= FREE_LETTERS) return;
  const bytes = bytesOfValue(text);
  const what = `${source} holds JSON that takes about ${formatBytes(bytes)} once it is read`;
  needHeap(bytes, what, 'Write one object a line, of which some are held at a time.');
}

function bytesOfValue(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const letter = text.charCodeAt(i);
    if (letter === COMMA || letter === QUOTE) bytes += ENTRY;
    else if (letter === BRACE) bytes += OBJECT;
    else if (letter === BRACKET) bytes += LIST;
  }
  return bytes;
}
