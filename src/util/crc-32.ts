const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** CRC-32 of bytes (ISO 3309), as PNG and ZIP reckon it; of bytes behind others, whose sum it goes on with. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let sum = ~before;
  for (let i = 0; i < bytes.length; i++) {
    sum = (TABLE[(sum ^ (bytes[i] ?? 0)) & 255] ?? 0) ^ (sum >>> 8);
  }
  return ~sum >>> 0;
}
