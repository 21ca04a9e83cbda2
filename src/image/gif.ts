import { badPicture, CUT_OFF, damagedPicture } from './bad-picture.js';
import { gifCodes } from './gif-codes.js';
import { type Picture, whitePicture } from './picture.js';
import type { PictureFormat } from './picture-format.js';

const HEADER = 13;
const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const GRAPHIC_CONTROL = 0xf9;
/** First row and distance of rows, in the four passes of an interlaced frame. */
const PASSES = [
  [0, 8],
  [4, 8],
  [2, 4],
  [1, 2],
] as const;

/** GIF (89a, CompuServe 1990): its first frame, on white where it is transparent or does not reach. */
export const gif: PictureFormat = {
  name: 'GIF',
  size(bytes) {
    firstFrame(bytes);
    return { width: word(bytes, 6), height: word(bytes, 8), orientation: 1 };
  },
  async decode(bytes) {
    const picture = whitePicture(word(bytes, 6), word(bytes, 8));
    drawFrame(picture, bytes, firstFrame(bytes));
    return picture;
  },
};

interface GifFrame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly isInterlaced: boolean;
  readonly palette: Uint8Array;
  /** The colour that is transparent. */
  readonly clear: number | undefined;
  /** Bits of the first codes. */
  readonly codeBits: number;
  readonly codesAt: number;
  readonly codesEnd: number;
}

/** Finds the first frame, and looks for the end behind all of them. Throws an AutofitError where there is none. */
function firstFrame(bytes: Uint8Array): GifFrame {
  if (bytes.length < HEADER) throw badPicture(CUT_OFF);
  const shared = paletteAt(bytes, HEADER, bytes[10] ?? 0);
  let place = HEADER + shared.length;
  let clear: number | undefined;
  let first: GifFrame | undefined;
  for (;;) {
    const kind = bytes[place];
    if (kind === undefined) throw badPicture(CUT_OFF);
    if (kind === TRAILER) break;
    if (kind === EXTENSION) {
      const hasClear = ((bytes[place + 3] ?? 0) & 1) === 1;
      if (bytes[place + 1] === GRAPHIC_CONTROL) clear = hasClear ? bytes[place + 6] : undefined;
      place = endOfBlocks(bytes, place + 2);
    } else if (kind === IMAGE) {
      const frame = frameAt(bytes, place, shared, clear);
      first ??= frame;
      place = frame.codesEnd;
    } else {
      throw damagedPicture(`a part of kind ${kind}`);
    }
  }
  if (!first) throw badPicture('is a GIF without a frame: save it anew');
  return first;
}

function frameAt(
  bytes: Uint8Array,
  place: number,
  shared: Uint8Array,
  clear: number | undefined,
): GifFrame {
  const flags = bytes[place + 9] ?? 0;
  const own = paletteAt(bytes, place + 10, flags);
  const codesAt = place + 11 + own.length;
  return {
    left: word(bytes, place + 1),
    top: word(bytes, place + 3),
    width: word(bytes, place + 5),
    height: word(bytes, place + 7),
    isInterlaced: (flags & 0x40) !== 0,
    palette: own.length > 0 ? own : shared,
    clear,
    codeBits: bytes[codesAt - 1] ?? 0,
    codesAt,
    codesEnd: endOfBlocks(bytes, codesAt),
  };
}

function drawFrame({ width, height, pixels }: Picture, bytes: Uint8Array, frame: GifFrame): void {
  const { palette, clear } = frame;
  if (frame.left + frame.width > width || frame.top + frame.height > height) {
    throw damagedPicture('its first frame is larger than itself');
  }
  if (frame.width === 0 || frame.height === 0)
    throw damagedPicture('its first frame has no pixels');
  const codes = contentOfBlocks(bytes, frame.codesAt, frame.codesEnd);
  const colours = gifCodes(codes, frame.codeBits, frame.width * frame.height);
  for (const [stored, row] of rowOrder(frame).entries()) {
    let place = ((frame.top + row) * width + frame.left) * 3;
    for (let x = 0; x < frame.width; x++, place += 3) {
      const colour = colours[stored * frame.width + x] ?? 0;
      if (colour === clear) continue;
      const from = colour * 3;
      if (from >= palette.length) throw damagedPicture(`its palette has no colour ${colour}`);
      pixels[place] = palette[from] ?? 0;
      pixels[place + 1] = palette[from + 1] ?? 0;
      pixels[place + 2] = palette[from + 2] ?? 0;
    }
  }
}

/** Rows in the order in which they are stored. */
function rowOrder({ height, isInterlaced }: GifFrame): number[] {
  const rows = Array.from({ length: height }, (_, row) => row);
  if (!isInterlaced) return rows;
  return PASSES.flatMap(([first, step]) =>
    rows.filter((row) => row >= first && (row - first) % step === 0),
  );
}

function paletteAt(bytes: Uint8Array, place: number, flags: number): Uint8Array {
  if ((flags & 0x80) === 0) return new Uint8Array();
  return bytes.subarray(place, place + 3 * 2 ** ((flags & 7) + 1));
}

/** The place behind blocks of up to 255 bytes, each behind its length, the last one empty. */
function endOfBlocks(bytes: Uint8Array, start: number): number {
  for (let place = start; ; ) {
    const length = bytes[place];
    if (length === undefined) throw badPicture(CUT_OFF);
    place += 1 + length;
    if (length === 0) return place;
  }
}

/** What blocks hold, without their lengths. */
function contentOfBlocks(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const content = new Uint8Array(end - start);
  let filled = 0;
  for (let place = start; place < end; ) {
    const length = bytes[place] ?? 0;
    for (let i = 1; i <= length; i++) content[filled++] = bytes[place + i] ?? 0;
    place += 1 + length;
  }
  return content.subarray(0, filled);
}

function word(bytes: Uint8Array, place: number): number {
  return (bytes[place] ?? 0) + 256 * (bytes[place + 1] ?? 0);
}
