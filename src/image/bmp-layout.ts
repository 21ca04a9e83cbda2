import { badPicture, CUT_OFF, damagedPicture } from './bad-picture.js';

const FILE_HEADER = 14;
const UNCOMPRESSED = 0;
const BIT_FIELDS = 3;
const ALPHA_BIT_FIELDS = 6;
/** Bits of red, green and blue where the file does not say them. */
const MASKS: Record<number, readonly number[]> = {
  16: [0x7c00, 0x03e0, 0x001f, 0],
  24: [0xff0000, 0x00ff00, 0x0000ff, 0],
  32: [0xff0000, 0x00ff00, 0x0000ff, 0],
};

/** What a BMP's headers say. */
export interface BmpLayout {
  readonly width: number;
  readonly height: number;
  readonly isTopDown: boolean;
  /** Of a pixel. */
  readonly bits: number;
  readonly pixelsAt: number;
  /** Where its colours are, and of how many bytes each is. */
  readonly palette: { readonly place: number; readonly bytes: number; readonly colours: number };
  /** Bits of red, green, blue and alpha. */
  readonly masks: readonly number[];
}

/** Reads the headers. Throws an AutofitError for what is cut off or compressed. */
export function bmpLayout(bytes: Uint8Array): BmpLayout {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const pixelsAt = view.getUint32(10, true);
  const header = view.getUint32(FILE_HEADER, true);
  if (FILE_HEADER + header > bytes.length || pixelsAt > bytes.length) throw badPicture(CUT_OFF);
  const isOld = header === 12;
  const width = isOld ? view.getUint16(18, true) : view.getInt32(18, true);
  const height = isOld ? view.getUint16(20, true) : view.getInt32(22, true);
  const bits = view.getUint16(isOld ? 24 : 28, true);
  const compression = isOld ? UNCOMPRESSED : view.getUint32(30, true);
  const hasMasks = compression === BIT_FIELDS || compression === ALPHA_BIT_FIELDS;
  if (![1, 4, 8, 16, 24, 32].includes(bits)) throw damagedPicture(`${bits} bits a pixel`);
  if (header === 64 ? compression !== UNCOMPRESSED : compression !== UNCOMPRESSED && !hasMasks) {
    throw badPicture('is a compressed BMP, which is not read: save it as PNG');
  }
  if (hasMasks && bits < 16) throw damagedPicture(`masks for ${bits} bits a pixel`);
  const masksAt = FILE_HEADER + 40;
  const hasAlpha = header >= 56 || compression === ALPHA_BIT_FIELDS;
  const masksEnd = masksAt + (hasAlpha ? 16 : 12);
  if (hasMasks && masksEnd > bytes.length) throw badPicture(CUT_OFF);
  const told = [0, 1, 2, 3].map((k) =>
    hasMasks && (k < 3 || hasAlpha) ? view.getUint32(masksAt + 4 * k, true) : 0,
  );
  const palette = { place: FILE_HEADER + header, bytes: isOld ? 3 : 4 };
  const given = isOld ? 0 : view.getUint32(46, true);
  return {
    width,
    height: Math.abs(height),
    isTopDown: height < 0,
    bits,
    pixelsAt,
    palette: {
      ...palette,
      colours: coloursOf(bits, given, (pixelsAt - palette.place) / palette.bytes),
    },
    masks: hasMasks ? told : (MASKS[bits] ?? []),
  };
}

/** As many as are told, or all that its bits can name; never more than there is room for before the pixels. */
function coloursOf(bits: number, told: number, room: number): number {
  const most = 2 ** Math.min(bits, 8);
  return Math.max(0, Math.min(told === 0 ? most : told, most, Math.floor(room)));
}
