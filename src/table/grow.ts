/** An array of half as much room again, at least `least`, with the same beginning. */
export function growBytes(bytes: Buffer, least: number): Buffer {
  const larger = Buffer.allocUnsafeSlow(Math.max(least, Math.ceil(bytes.length * 1.5)));
  bytes.copy(larger);
  return larger;
}

export function growInts(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.ceil(values.length * 1.5) + 1);
  larger.set(values);
  return larger;
}
