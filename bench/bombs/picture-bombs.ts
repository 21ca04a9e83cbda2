import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { readBoxes } from '../../src/detect/read-boxes.js';
import { decodePicture } from '../../src/image/decode-picture.js';
import { crc32 } from '../../src/util/crc-32.js';
import { fileOf } from '../../test/image/pictures.js';
import type { Bomb } from './bomb.js';

const MB = 2 ** 20;
const SIDES = [
  [65_535, 65_535],
  [7000, 7000],
] as const;

/** Pictures of few bytes that say they are large, and annotations that are. */
export const pictureBombs: readonly Bomb[] = [
  ...SIDES.flatMap(([width, height]) => [
    picture('PNG', width, height, () => png(width, height)),
    picture('JPEG', width, height, () => jpeg('JPEG', width, height)),
    picture('JPEG progressive', width, height, () => jpeg('JPEG progressive', width, height)),
    picture('GIF', width, height, () => gif(width, height)),
    picture('BMP', width, height, () => bmp(width, height)),
  ]),
  picture('WebP', 16_383, 16_383, webp),
  {
    name: 'a PNG of 13 x 9 pixels that unpacks to 1 GB',
    write: async (folder) => {
      const file = join(folder, 'b.png');
      writeFileSync(file, png(13, 9, deflateSync(Buffer.alloc(1024 * MB))));
      return file;
    },
    read: decode,
  },
  {
    name: '300,000 boxes in one file of Pascal VOC',
    write: async (folder) => {
      const box =
        '<object><name>x</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>5</xmax><ymax>5</ymax></bndbox></object>';
      writeFileSync(join(folder, 'a.png'), fileOf('PNG RGB'));
      const start = '<annotation><filename>a.png</filename>';
      writeFileSync(
        join(folder, 'a.xml'),
        [start, ...Array(3e5).fill(box), '</annotation>'].join(''),
      );
      return folder;
    },
    read: async (folder) => void (await readBoxes(folder)),
  },
];

function picture(format: string, width: number, height: number, make: () => Uint8Array): Bomb {
  return {
    name: `a small ${format} of ${width} x ${height} pixels`,
    async write(folder) {
      const file = join(folder, 'b');
      writeFileSync(file, make());
      return file;
    },
    read: decode,
  };
}

async function decode(file: string): Promise<void> {
  await decodePicture(new Uint8Array(await readFile(file)));
}

function png(width: number, height: number, data = deflateSync(Buffer.alloc(100))): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const start = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10);
  const end = chunk('IEND', new Uint8Array());
  return Buffer.concat([start, chunk('IHDR', header), chunk('IDAT', data), end]);
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(name), data]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body) >>> 0);
  return Buffer.concat([length, body, sum]);
}

/** One of ours with other sides in its frame. */
function jpeg(name: string, width: number, height: number): Uint8Array {
  const bytes = Buffer.from(fileOf(name));
  const marker = name === 'JPEG' ? 0xc0 : 0xc2;
  const frame = bytes.indexOf(Uint8Array.of(0xff, marker));
  bytes.writeUInt16BE(height, frame + 5);
  bytes.writeUInt16BE(width, frame + 7);
  return bytes;
}

function webp(): Uint8Array {
  const bytes = Buffer.from(fileOf('WebP lossy'));
  const start = bytes.indexOf(Uint8Array.of(0x9d, 0x01, 0x2a));
  bytes.writeUInt16LE(16_383, start + 3);
  bytes.writeUInt16LE(16_383, start + 5);
  return bytes;
}

function gif(width: number, height: number): Uint8Array {
  const bytes = Buffer.from(fileOf('GIF'));
  bytes.writeUInt16LE(width, 6);
  bytes.writeUInt16LE(height, 8);
  return bytes;
}

function bmp(width: number, height: number): Uint8Array {
  const bytes = Buffer.from(fileOf('BMP of 24 bits'));
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(height, 22);
  return bytes;
}
