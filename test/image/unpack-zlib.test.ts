import { crc32, deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { unpackZlib } from '../../src/image/unpack-zlib.js';
import { crc32 as ours } from '../../src/util/crc-32.js';
import { nativeZlib } from '../../src/util/native-zlib.js';

const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => (i * i) >> 7);
const packed = deflateSync(bytes);
const ways = [
  ['in Node', nativeZlib()],
  ['in a page', undefined],
] as const;

test.each(ways)(
  '%s zlib is unpacked, and more than it may be or damage is an error',
  async (_, native) => {
    const parts: Uint8Array[] = [];
    const take = (part: Uint8Array) => parts.push(part.slice());
    await unpackZlib(packed, bytes.length, native, take);
    expect(Buffer.concat(parts).equals(bytes)).toBe(true);
    await expect(unpackZlib(packed, bytes.length - 1, native, take)).rejects.toThrow(
      'it has more pixels than it says',
    );
    for (const broken of [
      packed.subarray(0, 300),
      Buffer.alloc(0),
      Buffer.from('not packed at all'),
    ]) {
      await expect(unpackZlib(broken, bytes.length, native, take)).rejects.toThrow(
        'its pixels cannot be unpacked',
      );
    }
  },
);

test('the sum of bytes is that of zlib', () => {
  expect(nativeZlib()).toBeDefined();
  for (const length of [0, 1, 9, 70_000])
    expect(ours(bytes.subarray(0, length))).toBe(crc32(bytes.subarray(0, length)));
});
