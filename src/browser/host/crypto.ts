/** Stands for `node:crypto` in a page, synchronously. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

export function createHash(name: string) {
  if (name !== 'sha256') throw new Error(`no hash ${name} in a page`);
  const hash = sha256.create();
  const own = {
    update(content: string | Uint8Array) {
      hash.update(typeof content === 'string' ? new TextEncoder().encode(content) : content);
      return own;
    },
    digest: () => bytesToHex(hash.digest()),
  };
  return own;
}

/** Of version 4 (RFC 9562). Browsers make them for secure pages alone, and random bytes for all. */
export function randomUUID(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytesToHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
