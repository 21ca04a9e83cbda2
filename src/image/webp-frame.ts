import { badPicture, CUT_OFF, damagedPicture } from './bad-picture.js';
import { joinedBytes } from './joined-bytes.js';
import { type Picture, whitePicture } from './picture.js';
import { chunksIn, length24, webpChunks } from './webp-chunks.js';

/** The first frame of an animated WebP, as a file of its own, and where it lies in the picture. */
export interface WebpFrame {
  readonly bytes: Uint8Array;
  readonly left: number;
  readonly top: number;
  /** Of the whole picture. */
  readonly width: number;
  readonly height: number;
}

const FRAME_HEADER = 16;
const HAS_ALPHA = 0x10;

/** Undefined for a WebP that is no animation. */
export function stillWebp(bytes: Uint8Array): WebpFrame | undefined {
  const chunks = webpChunks(bytes);
  const canvas = chunks.find(({ name }) => name === 'VP8X')?.data;
  if (!canvas || ((canvas[0] ?? 0) & 2) === 0) return undefined;
  const data = chunks.find(({ name }) => name === 'ANMF')?.data;
  if (!data) throw badPicture('is an animation without a frame: save it anew');
  if (data.length < FRAME_HEADER) throw badPicture(CUT_OFF);
  const parts = chunksIn(data.subarray(FRAME_HEADER));
  const sides = data.subarray(6, 12);
  const extended = [0x56, 0x50, 0x38, 0x58, 10, 0, 0, 0, HAS_ALPHA, 0, 0, 0, ...sides];
  const hasAlpha = parts.some(({ name }) => name === 'ALPH');
  const coded = parts.filter(({ name }) => /^(?:ALPH|VP8[ L])$/.test(name));
  const body = [
    ...(hasAlpha ? [Uint8Array.from(extended)] : []),
    ...coded.map(({ whole }) => whole),
  ];
  const still = {
    bytes: riff(body),
    left: 2 * length24(data, 0),
    top: 2 * length24(data, 3),
    width: length24(canvas, 4) + 1,
    height: length24(canvas, 7) + 1,
  };
  const isInside =
    still.left + length24(sides, 0) < still.width && still.top + length24(sides, 3) < still.height;
  if (!isInside) throw damagedPicture('its first frame is larger than itself');
  return still;
}

/** The frame where it lies in the picture, which is white around it. */
export function drawnFrame({ left, top, width, height }: WebpFrame, frame: Picture): Picture {
  if (left + frame.width > width || top + frame.height > height) {
    throw damagedPicture('its first frame is larger than itself');
  }
  const picture = whitePicture(width, height);
  for (let row = 0; row < frame.height; row++) {
    const from = row * frame.width * 3;
    const own = frame.pixels.subarray(from, from + frame.width * 3);
    picture.pixels.set(own, ((top + row) * width + left) * 3);
  }
  return picture;
}

function riff(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = joinedBytes([new TextEncoder().encode('RIFF    WEBP'), ...parts]);
  new DataView(bytes.buffer).setUint32(4, bytes.length - 8, true);
  return bytes;
}
