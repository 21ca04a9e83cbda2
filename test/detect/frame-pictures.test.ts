import { expect, test } from 'vitest';
import { framePictures } from '../../src/detect/frame-pictures.js';
import { encodePng } from '../../src/image/encode-png.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const frame = { width: 16, height: 16 };
const pictures = await Promise.all(
  Array.from({ length: 30 }, async (_, i) => {
    const pixels = new Uint8Array(16 * 16 * 3).fill(i);
    const box = { code: 0, x1: i, y1: 0, x2: i + 1, y2: 4, crowd: false };
    const file = folder.write(`${i}.png`, await encodePng({ ...frame, pixels }));
    return { image: `${i}`, file, ...frame, boxes: [box] };
  }),
);

test('where there is no time for all pictures, some that are like the rest are read, in their order', async () => {
  let asked = 0;
  const shouldStop = () => ++asked > 10;
  const read = await framePictures(pictures, frame, { skipBad: false, shouldStop });
  const rows = read.pictures.map(({ image }) => Number(image));
  expect(rows).toHaveLength(10);
  expect(rows).toEqual([...rows].sort((a, b) => a - b));
  expect(Math.max(...rows)).toBeGreaterThan(15);
  expect(read.set.pixels).toHaveLength(10 * 16 * 16 * 3);
  for (const [i, row] of rows.entries()) {
    expect(read.set.pixels[i * 16 * 16 * 3]).toBe(row);
    expect(read.set.boxes[i]?.[0]?.x1).toBe(row);
  }
});

test('broken pictures are set aside in their order, and the others keep their boxes', async () => {
  const broken = pictures.map((own, i) =>
    i % 10 === 3 ? { ...own, file: folder.at(`absent-${i}.png`) } : own,
  );
  const never = { skipBad: true, shouldStop: () => false };
  const read = await framePictures(broken, frame, never);
  expect(read.faults.map((fault) => /absent-(\d+)/.exec(fault)?.[1])).toEqual(['3', '13', '23']);
  expect(read.pictures).toHaveLength(27);
  expect(read.set.pixels[3 * 16 * 16 * 3]).toBe(4);
  expect(read.set.boxes[26]?.[0]?.x1).toBe(29);
});
