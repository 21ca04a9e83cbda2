import { expect, test } from 'vitest';
import { type Writable, writeFully } from '../../src/util/write-fully.js';

/** Takes so many bytes a call. */
function memoryFile(most: number): Writable & { readonly content: Uint8Array } {
  const content = new Uint8Array(8);
  return {
    content,
    async write(bytes, offset, length, position) {
      const bytesWritten = Math.min(most, length);
      content.set(bytes.subarray(offset, offset + bytesWritten), position);
      return { bytesWritten };
    },
  };
}

test.each([1, 2, 3, 8])('bytes are written whole where a call takes %i', async (most) => {
  const file = memoryFile(most);
  await writeFully(file, Uint8Array.of(1, 2, 3, 4, 5), 2);
  expect([...file.content]).toEqual([0, 0, 1, 2, 3, 4, 5, 0]);
});

test('where nothing is taken any more, that is an error and no endless loop', async () => {
  await expect(writeFully(memoryFile(0), Uint8Array.of(1), 0)).rejects.toThrow('nothing more');
});
