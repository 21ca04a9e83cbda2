import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { peek, SAMPLE_BYTES } from '../../src/table/peek.js';

function chunksOf(bytes: Buffer, size: number): Readable {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  return Readable.from(chunks, { objectMode: false });
}

test('the same bytes are looked at in whatever chunks they come, and none is lost', async () => {
  const bytes = Buffer.from(Uint8Array.from({ length: 2 * SAMPLE_BYTES + 5 }, (_, i) => i % 251));
  for (const size of [1000, 100_000, 300_000, bytes.length]) {
    const { sample, stream } = await peek(chunksOf(bytes, size));
    expect(sample.equals(bytes.subarray(0, SAMPLE_BYTES)), `${size}`).toBe(true);
    expect((await buffer(stream)).equals(bytes), `${size}`).toBe(true);
  }
  const short = bytes.subarray(0, 999);
  const { sample, stream } = await peek(chunksOf(short, 100));
  expect([sample.equals(short), (await buffer(stream)).equals(short)]).toEqual([true, true]);
});
