import { createGunzip, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createGunzip as createPageGunzip } from '../../src/browser/host/zlib.js';

const text = `a,b\n${Array.from({ length: 3000 }, (_, i) => `${i},7\n`).join('')}`;
const packed = gzipSync(text);
const stored = gzipSync(text, { level: 0 });

function changed(bytes: Buffer, place: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[place] = (copy[place] ?? 0) ^ 1;
  return copy;
}

async function unpacked(
  gunzip: ReturnType<typeof createPageGunzip>,
  bytes: Buffer,
  step: number,
): Promise<string> {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += step) gunzip.write(bytes.subarray(at, at + step));
  gunzip.end();
  try {
    for await (const chunk of gunzip) chunks.push(chunk);
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
  return Buffer.concat(chunks).toString();
}

const files: Record<string, Buffer> = {
  packed,
  stored,
  members: Buffer.concat([packed, stored, gzipSync(''), packed]),
  'a changed byte': changed(stored, 5000),
  'a changed checksum': changed(packed, packed.length - 7),
  'a changed member': Buffer.concat([packed, changed(stored, 900), packed]),
  'a changed checksum of the first member': Buffer.concat([
    changed(packed, packed.length - 8),
    packed,
  ]),
  'noughts behind it': Buffer.concat([packed, Buffer.alloc(3)]),
  'cut off': packed.subarray(0, 900),
};

test.each(Object.keys(files))('a page unpacks gzip as Node does: %s', async (name) => {
  const bytes = files[name] ?? Buffer.alloc(0);
  const expected = await unpacked(createGunzip(), bytes, bytes.length);
  for (const step of [bytes.length, 1000, 7]) {
    expect(await unpacked(createPageGunzip(), bytes, step)).toBe(expected);
  }
});
