import type { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { BadArrival, getBlob, putBlob, refOf } from '../../../src/workers/redis/blob-store.js';

/** As much of a Redis as blobs need. */
function memoryRedis(): Redis {
  const values = new Map<string, Buffer>();
  const client = {
    set: async (key: string, value: Buffer) => void values.set(key, value),
    getBuffer: async (key: string) => values.get(key) ?? null,
  };
  return client as unknown as Redis;
}

test('a blob arrives as it was put, in several chunks or in none', async () => {
  const client = memoryRedis();
  for (const bytes of [new Uint8Array(), Uint8Array.from({ length: 4.5e6 }, (_, i) => i % 251)]) {
    const ref = await refOf(bytes);
    await putBlob(client, 'run', ref, bytes);
    expect(Buffer.compare(await getBlob(client, 'run', ref), bytes)).toBe(0);
  }
});

test.each([
  ['larger than any memory', { bytes: 2 ** 52, chunks: 2 ** 30 }],
  ['larger than its chunks', { bytes: 2 ** 33, chunks: 1 }],
  ['in more chunks than it fills', { bytes: 100, chunks: 2 ** 40 }],
  ['in no chunk', { bytes: 100, chunks: 0 }],
])('a blob that is said to be %s is refused before there is memory for it', async (_, said) => {
  const client = memoryRedis();
  const bytes = new Uint8Array(100).fill(7);
  const ref = await refOf(bytes);
  await putBlob(client, 'run', ref, bytes);
  await expect(getBlob(client, 'run', { ...ref, ...said })).rejects.toThrow(BadArrival);
});

test('behind a chunk that is refused none is put any more', async () => {
  let asked = 0;
  const client = {
    async set() {
      asked++;
      if (asked > 1) throw new Error('OOM command not allowed');
    },
  } as unknown as Redis;
  const bytes = new Uint8Array(12 * 4 * 2 ** 20);
  const ref = { sha256: 'a'.repeat(64), bytes: bytes.length, chunks: 12 };
  await expect(putBlob(client, 'run', ref, bytes)).rejects.toThrow('OOM');
  expect(asked).toBeLessThanOrEqual(6);
});
