import { isPicture } from '../image/is-picture.js';
import { base64 } from '../util/base64.js';
import { AutofitError } from '../util/errors.js';

/** Gives the bytes of the file of one picture of a cell. Throws an AutofitError where there are none. */
export type PictureBytes = (picture: string) => Promise<Uint8Array>;

/** Behind these a `;` stands inside a data URI, not between two pictures. */
const BETWEEN = /;(?!\s*(?:base64,|charset=))/;
const PATH = /\.(?:png|jpe?g|webp|gif|bmp)$/i;
const DATA_URI = /^data:[^,]*,/i;
const BASE64 = /^[\w+/-]+={0,2}$/;
/** Letters of base64 that no picture is without, and those that show what it is. */
const SHORTEST = 40;
const SHOWN = 64;

/** The pictures of a cell: paths, or their files as data URIs or base64, with `;` between them. */
export function picturesIn(cell: string): string[] {
  return cell
    .split(BETWEEN)
    .map((own) => own.trim())
    .filter((own) => own !== '');
}

/** Whether a picture of a cell is named as files of pictures are. */
export function isPicturePath(picture: string): boolean {
  return PATH.test(picture);
}

/** Whether a picture of a cell is its file itself, as a data URI or base64. */
export function isWrittenPicture(picture: string): boolean {
  const start = DATA_URI.exec(picture)?.[0].length ?? 0;
  const letters = picture.slice(start, start + SHOWN);
  if (start === 0 && (picture.length < SHORTEST || !BASE64.test(letters))) return false;
  const bytes = decoded(letters.slice(0, letters.length - (letters.length % 4)));
  return bytes !== undefined && isPicture(bytes);
}

/** The bytes of pictures that cells hold themselves; throws an AutofitError for others, such as paths. */
export const writtenPicture: PictureBytes = async (picture) => {
  const bytes = isWrittenPicture(picture) ? decoded(picture.replace(DATA_URI, '')) : undefined;
  if (bytes) return bytes;
  throw new AutofitError('BAD_PICTURE', `The picture ${faultOf(picture)}.`);
};

function faultOf(picture: string): string {
  if (isWrittenPicture(picture)) return 'is no base64 from its first letter to its last';
  return 'is no file as base64, and paths are not opened here: give its bytes';
}

/** A file as the text of a cell, which says by itself that it is a picture. */
export function pictureUri(bytes: Uint8Array): string {
  return `data:image;base64,${base64(bytes)}`;
}

/** Base64 as bytes, of files and of addresses; undefined where it is none. */
function decoded(letters: string): Uint8Array | undefined {
  const plain = letters.replaceAll('-', '+').replaceAll('_', '/').replaceAll(/\s+/g, '');
  try {
    return Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0));
  } catch (thrown) {
    if (thrown instanceof DOMException) return undefined;
    throw thrown;
  }
}
