/** Small arrays grow fast, as there may be thousands of them; large ones so that little is left over. */
function grown(length: number): number {
  return Math.ceil(length * (length < 65_536 ? 4 : 1.5));
}

/** A larger array, of `least` bytes at least, with the same beginning. */
export function growBytes(bytes: Buffer, least: number): Buffer<ArrayBuffer> {
  const larger = Buffer.allocUnsafeSlow(Math.max(least, grown(bytes.length)));
  bytes.copy(larger);
  return larger;
}

export function growInts(values: Int32Array<ArrayBuffer>, least = 0): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(least, grown(values.length) + 1));
  larger.set(values);
  return larger;
}
