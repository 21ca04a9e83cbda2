/** Whether the first bytes are those of a PNG, JPEG, WebP, GIF or BMP. */
export function isPicture(bytes: Uint8Array): boolean {
  return SIGNS.some((sign) => sign(bytes));
}

type Sign = (bytes: Uint8Array) => boolean;

const SIGNS: readonly Sign[] = [
  (bytes) => startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  (bytes) => startsWith(bytes, [0xff, 0xd8, 0xff]),
  (bytes) => isText(bytes, 0, 'RIFF') && isText(bytes, 8, 'WEBP'),
  (bytes) => isText(bytes, 0, 'GIF87a') || isText(bytes, 0, 'GIF89a'),
  // Two letters say little: the four reserved bytes behind the length are zero.
  (bytes) => isText(bytes, 0, 'BM') && bytes.length > 26 && bytes.subarray(6, 10).every(isZero),
];

function startsWith(bytes: Uint8Array, sign: readonly number[]): boolean {
  return sign.every((byte, i) => bytes[i] === byte);
}

function isText(bytes: Uint8Array, from: number, text: string): boolean {
  return [...text].every((letter, i) => bytes[from + i] === letter.charCodeAt(0));
}

function isZero(byte: number): boolean {
  return byte === 0;
}
