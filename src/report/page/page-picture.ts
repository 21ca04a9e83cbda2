import { bmp } from '../../image/bmp.js';
import { gif } from '../../image/gif.js';
import { rgbOnWhite } from '../../image/on-white.js';
import type { Picture } from '../../image/picture.js';
import { png } from '../../image/png.js';
import { resizePicture } from '../../image/resize-picture.js';
import { shownFormat } from '../../image/shown-format.js';
import { turnPicture } from '../../image/turn-picture.js';
import type { FormPicture } from './form-picture.js';

/** What this page decodes itself, as Node does, byte by byte; the browser decodes the others, with pixels that may differ a little. */
const OWN = [png, gif, bmp];

/** A picture's file as models see it. Throws an AutofitError or a DOMException for what is no picture. */
export async function pagePicture(file: Blob, side: number): Promise<FormPicture> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const picture = await decoded(bytes, file);
  const { pixels } = resizePicture(picture, side, side);
  return { pixels, size: [picture.width, picture.height, bytes.length] };
}

async function decoded(bytes: Uint8Array, file: Blob): Promise<Picture> {
  const shown = shownFormat(bytes);
  const format = OWN.find(({ name }) => name === shown);
  if (!format) return byBrowser(file);
  const { orientation } = format.size(bytes);
  return turnPicture(await format.decode(bytes), orientation);
}

/** As it is stored, but turned as Exif says, which browsers do by themselves. */
async function byBrowser(file: Blob): Promise<Picture> {
  const bitmap = await createImageBitmap(file, {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  });
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new Error('this browser has no canvas to decode a picture with');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return { width, height, pixels: rgbOnWhite(context.getImageData(0, 0, width, height).data) };
}
