const PAGE = 65_536;

/** Makes a memory at least as large; views of its buffer are gone where it grew. Throws a RangeError beyond 4 GiB. */
export function growMemory(memory: WebAssembly.Memory, bytes: number): void {
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
}
