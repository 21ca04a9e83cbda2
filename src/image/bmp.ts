import { badPicture, CUT_OFF, damagedPicture } from './bad-picture.js';
import { type BmpLayout, bmpLayout } from './bmp-layout.js';
import { onWhite } from './on-white.js';
import { type Picture, whitePicture } from './picture.js';
import type { PictureFormat } from './picture-format.js';

/** BMP of Windows and OS/2, uncompressed: palettes of 1, 4 and 8 bits, and colours of 16, 24 and 32. */
export const bmp: PictureFormat = {
  name: 'BMP',
  size(bytes) {
    const { width, height } = bmpLayout(bytes);
    return { width, height, orientation: 1 };
  },
  async decode(bytes) {
    const layout = bmpLayout(bytes);
    const { width, height, bits, pixelsAt, isTopDown } = layout;
    const rowBytes = rowBytesOf(layout);
    if (pixelsAt + rowBytes * height > bytes.length) throw badPicture(CUT_OFF);
    const picture = whitePicture(width, height);
    const draw = bits <= 8 ? paletteRow(bytes, layout) : colourRow(bytes, layout);
    for (let row = 0; row < height; row++) {
      const seen = isTopDown ? row : height - 1 - row;
      draw(picture, pixelsAt + row * rowBytes, seen * width * 3);
    }
    return picture;
  },
};

/** Draws a row that is stored from one place on, from another on. */
type DrawRow = (picture: Picture, from: number, to: number) => void;

function paletteRow(bytes: Uint8Array, { bits, palette }: BmpLayout): DrawRow {
  const mask = 2 ** bits - 1;
  return ({ width, pixels }, from, to) => {
    for (let x = 0; x < width; x++) {
      const bit = x * bits;
      const colour = ((bytes[from + (bit >> 3)] ?? 0) >> (8 - bits - (bit & 7))) & mask;
      if (colour >= palette.colours) throw damagedPicture(`its palette has no colour ${colour}`);
      const place = palette.place + colour * palette.bytes;
      for (let k = 0; k < 3; k++) pixels[to + 3 * x + k] = bytes[place + 2 - k] ?? 0;
    }
  };
}

function colourRow(bytes: Uint8Array, layout: BmpLayout): DrawRow {
  const bytesOfPixel = layout.bits / 8;
  const [red, green, blue, alpha] = layout.masks.map(shareOf);
  const isSeen = hasOpacity(bytes, layout);
  const shades = [red, green, blue];
  return ({ width, pixels }, from, to) => {
    for (let x = 0; x < width; x++) {
      const pixel = pixelAt(bytes, from + x * bytesOfPixel, bytesOfPixel);
      const opacity = isSeen ? (alpha?.(pixel) ?? 255) : 255;
      for (const [k, shade] of shades.entries()) {
        pixels[to + 3 * x + k] = onWhite(shade?.(pixel) ?? 0, opacity);
      }
    }
  };
}

/** Whether some pixel is not wholly transparent: programs that know no alpha leave its bits at 0. */
function hasOpacity(bytes: Uint8Array, layout: BmpLayout): boolean {
  const { width, height, bits, pixelsAt, masks } = layout;
  const [, , , mask = 0] = masks;
  const rowBytes = rowBytesOf(layout);
  for (let row = 0; mask !== 0 && row < height; row++) {
    for (let x = 0; x < width; x++) {
      const pixel = pixelAt(bytes, pixelsAt + row * rowBytes + (x * bits) / 8, bits / 8);
      if ((pixel & mask) !== 0) return true;
    }
  }
  return false;
}

function rowBytesOf({ width, bits }: BmpLayout): number {
  return Math.ceil((width * bits) / 32) * 4;
}

function pixelAt(bytes: Uint8Array, place: number, length: number): number {
  let pixel = 0;
  for (let k = length - 1; k >= 0; k--) pixel = pixel * 256 + (bytes[place + k] ?? 0);
  return pixel;
}

/** The bits of a mask as a byte; undefined where it has none. */
function shareOf(mask: number): ((pixel: number) => number) | undefined {
  if (mask === 0) return undefined;
  const lowest = 31 - Math.clz32(mask & -mask);
  const most = mask >>> lowest;
  return (pixel) => Math.round((((pixel & mask) >>> lowest) * 255) / most);
}
