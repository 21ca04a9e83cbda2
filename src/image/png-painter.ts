import { damagedPicture } from './bad-picture.js';
import type { PaintRow } from './inflate-rows.js';
import { onWhite, rgbOnWhite } from './on-white.js';
import type { Picture } from './picture.js';
import { PNG_CHANNELS, type PngLayout } from './png-layout.js';

/** Chunks that say what samples mean. */
export interface PngColours {
  readonly palette: Uint8Array | undefined;
  /** An alpha for each colour of a palette, or the one colour that is transparent. */
  readonly transparency: Uint8Array | undefined;
}

/** Writes red, green, blue and alpha of the pixel whose first sample stands at a place. */
type ColourAt = (samples: ArrayLike<number>, place: number, rgba: Uint8Array) => void;

/** Draws rows of a PNG's samples into the picture. */
export function pngPainter(picture: Picture, layout: PngLayout, colours: PngColours): PaintRow {
  const { colour, depth } = layout;
  const channels = PNG_CHANNELS[colour];
  const colourAt = colour === 3 ? paletteColour(colours) : directColour(layout, colours);
  const { width, pixels } = picture;
  if (depth === 8 && !layout.isInterlaced) {
    if (colour === 6) return (bytes, _, row) => pixels.set(rgbOnWhite(bytes), row * width * 3);
    const isPlain = colour === 2 && !colours.transparency;
    if (isPlain) return (bytes, _, row) => pixels.set(bytes, row * width * 3);
  }
  const rgba = new Uint8Array(4);
  return (bytes, { columns, left, top, across, down }, row) => {
    const samples = unpacked(bytes, columns * channels, depth);
    let place = ((top + row * down) * width + left) * 3;
    for (let x = 0; x < columns; x++, place += 3 * across) {
      colourAt(samples, x * channels, rgba);
      const alpha = rgba[3] ?? 255;
      for (let k = 0; k < 3; k++) {
        const own = rgba[k] ?? 0;
        pixels[place + k] = alpha === 255 ? own : onWhite(own, alpha);
      }
    }
  };
}

function paletteColour({ palette, transparency }: PngColours): ColourAt {
  if (!palette || palette.length === 0 || palette.length % 3 !== 0) {
    throw damagedPicture('it has no palette');
  }
  return (samples, place, rgba) => {
    const colour = samples[place] ?? 0;
    const from = colour * 3;
    if (from >= palette.length) throw damagedPicture(`its palette has no colour ${colour}`);
    for (let k = 0; k < 3; k++) rgba[k] = palette[from + k] ?? 0;
    rgba[3] = transparency?.[colour] ?? 255;
  };
}

function directColour({ colour, depth }: PngLayout, { transparency }: PngColours): ColourAt {
  const isGrey = colour === 0 || colour === 4;
  const hasAlpha = colour >= 4;
  const shades = isGrey ? 1 : 3;
  const most = 2 ** depth - 1;
  const clear = hasAlpha ? undefined : transparentColour(transparency, shades);
  const byteOf = (sample: number) => (depth === 8 ? sample : Math.round((sample * 255) / most));
  return (samples, place, rgba) => {
    for (let k = 0; k < 3; k++) rgba[k] = byteOf(samples[place + (isGrey ? 0 : k)] ?? 0);
    const isClear = clear?.every((sample, k) => samples[place + k] === sample) ?? false;
    rgba[3] = hasAlpha ? byteOf(samples[place + shades] ?? 0) : isClear ? 0 : 255;
  };
}

function transparentColour(bytes: Uint8Array | undefined, shades: number): number[] | undefined {
  if (!bytes || bytes.length < 2 * shades) return undefined;
  return Array.from({ length: shades }, (_, k) => word(bytes, 2 * k));
}

/** Samples of 1 to 16 bits, highest bits first. */
function unpacked(bytes: Uint8Array, count: number, depth: number): ArrayLike<number> {
  if (depth === 8) return bytes;
  if (depth === 16) return Uint16Array.from({ length: count }, (_, i) => word(bytes, 2 * i));
  const mask = 2 ** depth - 1;
  return Uint8Array.from({ length: count }, (_, i) => {
    const bit = i * depth;
    return ((bytes[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & mask;
  });
}

function word(bytes: Uint8Array, place: number): number {
  return (bytes[place] ?? 0) * 256 + (bytes[place + 1] ?? 0);
}
