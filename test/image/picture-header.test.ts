import { describe, expect, test } from 'vitest';
import { decodePicture } from '../../src/image/decode-picture.js';
import { pictureHeader } from '../../src/image/picture-header.js';
import { crc32 } from '../../src/util/crc-32.js';
import { bytesOf, fileOf, pillow } from './pictures.js';

test.each(pillow.cases)(
  '$name: size and turn are told without decoding',
  async ({ name, file, width, height }) => {
    const header = pictureHeader(bytesOf(file));
    const isTurned = header.orientation >= 5;
    expect([header.width, header.height]).toEqual(isTurned ? [height, width] : [width, height]);
    expect(header.format).toBe(name.split(/[ ,]/)[0]);
    const [, turned = '1'] = /turned as (\d)/.exec(name) ?? [];
    expect(header.orientation).toBe(Number(turned));
  },
);

test('of several Exif segments the first that says a turn decides, as long data go on in more of them', () => {
  const { file } = pillow.cases.find(({ name }) => name === 'JPEG turned as 6') ?? { file: '' };
  const jpeg = bytesOf(file);
  const of = (...content: number[]) =>
    Uint8Array.of(0xff, 0xe1, 0, 8 + content.length, ...text('Exif\0\0'), ...content);
  const turned = of(...text('MM\0*'), 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 3, 0, 0);
  const [goesOn, saysNone] = [of(1, 2, 3), of(...text('MM\0*'), 0, 0, 0, 8, 0, 0)];
  // Behind the first segment that is of Exif, and before it.
  const at = Buffer.from(jpeg).indexOf('Exif') - 4;
  const end = at + 2 + new DataView(jpeg.buffer, jpeg.byteOffset).getUint16(at + 2);
  for (const [place, more] of [
    [end, goesOn],
    [end, saysNone],
    [end, turned],
    [at, saysNone],
  ] as const) {
    const whole = Uint8Array.of(...jpeg.subarray(0, place), ...more, ...jpeg.subarray(place));
    expect(pictureHeader(whole).orientation).toBe(6);
  }
  const before = Uint8Array.of(...jpeg.subarray(0, at), ...turned, ...jpeg.subarray(at));
  expect(pictureHeader(before).orientation).toBe(3);
});

const text = (content: string) => new TextEncoder().encode(content);
const bytes = (content: string) => Uint8Array.from(content, (letter) => letter.charCodeAt(0));

describe('what is no picture is named', () => {
  test.each([
    ['nothing', new Uint8Array(), 'is empty: copy or download it again'],
    [
      'an SVG',
      text('<?xml version="1.0"?>\n<!-- a --> <svg xmlns="…">'),
      'is an SVG, which is not read: save it as PNG or JPEG',
    ],
    [
      'a page',
      text('\uFEFF<!DOCTYPE html><p>404'),
      'is a web page (HTML), not a picture: PNG, JPEG, WebP, GIF and BMP are read',
    ],
    [
      'text',
      text('name,age\nBob,3\n'),
      'is text, not a picture: PNG, JPEG, WebP, GIF and BMP are read',
    ],
    [
      'text that begins as a BMP',
      text('BMW,3 series,2019,black\n'),
      'is text, not a picture: PNG, JPEG, WebP, GIF and BMP are read',
    ],
    [
      'a HEIC',
      bytes('\0\0\0\x18ftypheic\0\0\0\0'),
      'is a HEIC, which is not read: save it as PNG or JPEG',
    ],
    [
      'an AVIF',
      bytes('\0\0\0\x1cftypavif\0\0\0\0'),
      'is an AVIF, which is not read: save it as PNG or JPEG',
    ],
    [
      'a film',
      bytes('\0\0\0\x1cftypisom\0\0\0\0'),
      'is a film, not a picture: PNG, JPEG, WebP, GIF and BMP are read',
    ],
    ['a TIFF', bytesOf(pillow.others.TIFF), 'is a TIFF, which is not read: save it as PNG or JPEG'],
    ['a PDF', bytes('%PDF-1.7\n%\xe2\xe3'), 'is a PDF, which is not read: save it as PNG or JPEG'],
    [
      'a ZIP',
      bytes('PK\x03\x04\x14\0'),
      'is a ZIP archive, not a picture: PNG, JPEG, WebP, GIF and BMP are read',
    ],
    ['zeros', new Uint8Array(4000), 'begins with zeros alone: copy or download it again'],
    [
      'something',
      bytes('\x01\x02\x03\x04'),
      'is of no known kind of pictures: PNG, JPEG, WebP, GIF and BMP are read',
    ],
    [
      'CMYK',
      bytesOf(pillow.others.CMYK),
      'is a JPEG in CMYK, for printing, which is not read: save it in RGB',
    ],
  ])('%s', async (_, file, fault) => {
    await expect(decodePicture(file)).rejects.toMatchObject({
      code: 'BAD_PICTURE',
      message: `The picture ${fault}.`,
    });
  });

  test('no text makes looking for a page or an SVG slow', () => {
    const before = process.cpuUsage();
    for (const part of ['<!---->', '<!-- ', ' ', '<?xml ', '<!---->\n']) {
      expect(() => pictureHeader(text(part.repeat(400)))).toThrow('is text');
    }
    // Not the time that passes, of which others take a share.
    const { user } = process.cpuUsage(before);
    expect(user / 1000).toBeLessThan(1000);
  });
});

describe('what is too large is refused before it is decoded', () => {
  const png = fileOf('PNG RGB');
  const jpeg = fileOf('JPEG');
  const frame = jpeg.findIndex((byte, place) => byte === 0xff && jpeg[place + 1] === 0xc0);
  const gif = fileOf('GIF');
  const webp = fileOf('WebP lossless with alpha');
  const bmp = fileOf('BMP of 24 bits');
  const patched = (file: Uint8Array, place: number, values: readonly number[]) => {
    const copy = file.slice();
    copy.set(values, place);
    return copy;
  };

  test.each([
    [
      'PNG of many pixels',
      withSum(patched(png, 16, [0, 0, 0x20, 0, 0, 0, 0x20, 0])),
      'has 8,192 x 8,192 pixels, and 50 megapixels are read at most: make it smaller',
    ],
    [
      'PNG of a long side',
      withSum(patched(png, 16, [0, 0, 0x80, 0])),
      'has 32,768 x 9 pixels, and a side may have 30,000: make it smaller',
    ],
    [
      'PNG of no pixels',
      withSum(patched(png, 16, [0, 0, 0, 0])),
      'has no pixels (0 x 9 pixels): save it anew',
    ],
    [
      'JPEG',
      patched(jpeg, frame + 5, [0xff, 0xdc, 0xff, 0xdc]),
      'has 65,500 x 65,500 pixels, and a side may have 30,000: make it smaller',
    ],
    [
      'GIF',
      patched(gif, 6, [0x20, 0x4e, 0x20, 0x4e]),
      'has 20,000 x 20,000 pixels, and 50 megapixels are read at most: make it smaller',
    ],
    [
      'WebP',
      patched(webp, 21, [0xff, 0xff, 0xff, 0x1f]),
      'has 16,384 x 16,384 pixels, and 50 megapixels are read at most: make it smaller',
    ],
    [
      'BMP',
      patched(bmp, 18, [0, 0x20, 0, 0, 0, 0xe0, 0xff, 0xff]),
      'has 8,192 x 8,192 pixels, and 50 megapixels are read at most: make it smaller',
    ],
    [
      'a large file',
      new Uint8Array(100e6 + 1),
      'has 100 MB, and 100 MB are read at most: save it smaller',
    ],
  ])('%s', (_, file, fault) => {
    expect(() => pictureHeader(file)).toThrow(`The picture ${fault}.`);
  });
});

test('a frame of a GIF that is larger than the GIF is refused, not unfolded', async () => {
  const gif = fileOf('GIF');
  const frame = gif.indexOf(0x2c, 13 + 3 * 16);
  gif.set([0xff, 0xff, 0xff, 0xff], frame + 5);
  await expect(decodePicture(gif)).rejects.toThrow('its first frame is larger than itself');
});

test('a PNG that unfolds to more than its size says is stopped', async () => {
  const { zlibSync } = await import('fflate');
  const packed = zlibSync(new Uint8Array(4e6));
  const start = fileOf('PNG RGB').subarray(0, 33);
  const file = Uint8Array.of(
    ...start,
    ...chunk('IDAT', packed),
    ...chunk('IEND', new Uint8Array()),
  );
  await expect(decodePicture(file)).rejects.toThrow('it has more pixels than it says');
});

const many = 'it has more parts than any program writes';

test('files of endless parts, made to exhaust who reads them, are refused at once', () => {
  const repeated = (start: Uint8Array, part: Uint8Array, times: number, end: Uint8Array) => {
    const whole = new Uint8Array(start.length + part.length * times + end.length);
    whole.set(start);
    for (let i = 0; i < times; i++) whole.set(part, start.length + i * part.length);
    whole.set(end, whole.length - end.length);
    return whole;
  };
  const none = new Uint8Array();
  const parts = repeated(
    fileOf('PNG RGB').subarray(0, 33),
    chunk('IDAT', none),
    100_001,
    chunk('IEND', none),
  );
  expect(() => pictureHeader(parts)).toThrow(many);
  const webp = repeated(
    fileOf('WebP lossless').subarray(0, 12),
    bytes('XXXX\0\0\0\0'),
    100_001,
    none,
  );
  new DataView(webp.buffer).setUint32(4, webp.length - 8, true);
  expect(() => pictureHeader(webp)).toThrow(many);
  const progressive = fileOf('JPEG progressive');
  const frame = progressive.findIndex((byte, i) => byte === 0xff && progressive[i + 1] === 0xc2);
  progressive.set([0x17, 0x70, 0x17, 0x70], frame + 5);
  const scan = progressive.findLastIndex((byte, i) => byte === 0xff && progressive[i + 1] === 0xda);
  const scans = repeated(
    progressive.subarray(0, scan),
    progressive.subarray(scan, -2),
    150,
    bytes('\xff\xd9'),
  );
  expect(() => pictureHeader(scans)).toThrow(/1\d\d passes over its pixels/);
});

function chunk(name: string, data: Uint8Array): Uint8Array {
  const own = new Uint8Array(12 + data.length);
  const view = new DataView(own.buffer);
  view.setUint32(0, data.length);
  own.set(bytes(name), 4);
  own.set(data, 8);
  view.setUint32(8 + data.length, crc32(own.subarray(4, 8 + data.length)));
  return own;
}

/** With the sum of its changed header. */
function withSum(file: Uint8Array): Uint8Array {
  new DataView(file.buffer).setUint32(29, crc32(file.subarray(12, 29)));
  return file;
}
