/** Bytes of a piece that its hash is made of. */
const HASHED = 4096;

/** For each of so many equally long pieces the first one with the same bytes, itself where none before it has them. */
export function firstAlike(
  bytes: Uint8Array,
  length: number,
  count: number,
  isAlike: (a: number, b: number) => boolean = () => true,
): Int32Array {
  const byHash = new Map<number, number[]>();
  const isSame = (a: number, b: number) => {
    if (!isAlike(a, b)) return false;
    const [from, other] = [a * length, b * length];
    for (let i = 0; i < length; i++) if (bytes[from + i] !== bytes[other + i]) return false;
    return true;
  };
  return Int32Array.from({ length: count }, (_, piece) => {
    const hash = hashOf(bytes, piece * length, length);
    const alike = byHash.get(hash);
    if (!alike) {
      byHash.set(hash, [piece]);
      return piece;
    }
    const first = alike.find((other) => isSame(other, piece));
    if (first === undefined) alike.push(piece);
    return first ?? piece;
  });
}

/** FNV-1a, of bytes that lie evenly in a long piece. */
function hashOf(bytes: Uint8Array, from: number, length: number): number {
  const step = Math.max(1, Math.floor(length / HASHED));
  let hash = 0x811c9dc5;
  for (let i = from; i < from + length; i += step) {
    hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  }
  return hash;
}
