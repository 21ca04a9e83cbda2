/** More bytes are not digested at once. */
const MOST_AT_ONCE = 2 ** 31 - 1;

/**
 * SHA-256 of parts that follow one another (FIPS 180-4). Browsers give theirs to secure pages alone, and none takes 2 GiB: the others
 * are reckoned here.
 */
export async function sha256(parts: readonly Uint8Array[]): Promise<Uint8Array> {
  // Types say that it is everywhere.
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (!subtle || length > MOST_AT_ONCE) return plainSha256(parts);
  const bytes = new Uint8Array(length);
  let place = 0;
  for (const part of parts) {
    bytes.set(part, place);
    place += part.length;
  }
  return new Uint8Array(await subtle.digest('SHA-256', bytes));
}

const BLOCK = 64;

/** The same in plain arithmetic. */
export function plainSha256(parts: readonly Uint8Array[]): Uint8Array {
  const state = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
  const words = new Int32Array(BLOCK);
  /** Bytes that do not fill a block yet. */
  const rest = new Uint8Array(BLOCK);
  let [held, length] = [0, 0];
  for (const part of parts) {
    length += part.length;
    let from = held > 0 ? Math.min(BLOCK - held, part.length) : 0;
    rest.set(part.subarray(0, from), held);
    held += from;
    if (held > 0 && held < BLOCK) continue;
    if (held === BLOCK) digestBlock(state, rest, 0, words);
    for (; from + BLOCK <= part.length; from += BLOCK) digestBlock(state, part, from, words);
    held = part.length - from;
    rest.set(part.subarray(from));
  }
  const end = padded(rest.subarray(0, held), length);
  for (let from = 0; from < end.length; from += BLOCK) digestBlock(state, end, from, words);
  const digest = new Uint8Array(32);
  const view = new DataView(digest.buffer);
  for (const [i, word] of state.entries()) view.setInt32(4 * i, word);
  return digest;
}

/** The last bytes, a 1, noughts, and how many bits there are in all. */
function padded(rest: Uint8Array, length: number): Uint8Array {
  const end = new Uint8Array(rest.length + 9 > BLOCK ? 2 * BLOCK : BLOCK);
  end.set(rest);
  end[rest.length] = 0x80;
  const view = new DataView(end.buffer);
  view.setUint32(end.length - 8, Math.floor(length / 2 ** 29));
  view.setUint32(end.length - 4, (length * 8) >>> 0);
  return end;
}

function digestBlock(state: Int32Array, bytes: Uint8Array, from: number, words: Int32Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset + from, BLOCK);
  for (let t = 0; t < 16; t++) words[t] = view.getInt32(4 * t);
  for (let t = 16; t < BLOCK; t++) {
    const [x, y] = [word(words, t - 15), word(words, t - 2)];
    const sigma0 = turned(x, 7) ^ turned(x, 18) ^ (x >>> 3);
    const sigma1 = turned(y, 17) ^ turned(y, 19) ^ (y >>> 10);
    words[t] = word(words, t - 16) + sigma0 + word(words, t - 7) + sigma1;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let t = 0; t < BLOCK; t++) {
    const sum1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const first = (h + sum1 + ((e & f) ^ (~e & g)) + word(ROUND, t) + word(words, t)) | 0;
    const sum0 = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
    const second = (sum0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) state[i] = word(state, i) + value;
}

function word(words: Int32Array, place: number): number {
  return words[place] ?? 0;
}

function turned(value: number, by: number): number {
  return (value >>> by) | (value << (32 - by));
}

const PRIMES = firstPrimes(BLOCK);
const ROUND = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));

function firstPrimes(count: number): readonly number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++)
    if (primes.every((prime) => n % prime)) primes.push(n);
  return primes;
}

/** The first 32 bits behind the point. */
function fraction(value: number): number {
  return Math.floor((value % 1) * 2 ** 32) | 0;
}
