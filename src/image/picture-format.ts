import type { Picture } from './picture.js';

export type PictureFormatName = 'PNG' | 'JPEG' | 'WebP' | 'GIF' | 'BMP';

/** What the first bytes of a picture say of it. */
export interface StoredSize {
  /** As stored: before it is turned. */
  readonly width: number;
  readonly height: number;
  /** How it is turned to be seen, from 1 (not at all) to 8, as Exif numbers it. */
  readonly orientation: number;
}

/** A way in which pictures are written. To add one: an object of this kind, its place in picture-formats.ts and its first bytes in shown-format.ts. */
export interface PictureFormat {
  readonly name: PictureFormatName;
  /** Throws an AutofitError for what is cut off or not read. */
  size(bytes: Uint8Array): StoredSize;
  /** The picture as it is stored, on white where it is transparent. Throws an AutofitError for what is damaged. */
  decode(bytes: Uint8Array): Promise<Picture>;
}
