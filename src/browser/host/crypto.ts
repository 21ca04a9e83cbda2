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

export function randomUUID(): string {
  return crypto.randomUUID();
}
