import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { plainSha256, sha256 } from '../../src/util/sha256.js';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test('the example of the standard', () => {
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect(hex(plainSha256([new TextEncoder().encode('abc')]))).toBe(abc);
});

test.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 1000])(
  '%i bytes, as Node has it',
  async (length) => {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + (i >> 3)) % 256);
    const expected = createHash('sha256').update(bytes).digest('hex');
    expect(hex(plainSha256([bytes]))).toBe(expected);
    expect(hex(plainSha256([Uint8Array.from([9, ...bytes]).subarray(1)]))).toBe(expected);
    expect(hex(await sha256([bytes]))).toBe(expected);
    for (const at of [0, 1, 30, 64, 100]) {
      const parts = [bytes.subarray(0, at), bytes.subarray(at, at + 7), bytes.subarray(at + 7)];
      expect(hex(plainSha256(parts))).toBe(expected);
      expect(hex(await sha256(parts))).toBe(expected);
    }
  },
);
