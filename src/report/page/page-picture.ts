import type { FormPicture } from './form-picture.js';

/** A picture's file as models see it, decoded as Node decodes it. Throws an AutofitError for what is no picture. */
export async function pagePicture(file: Blob, side: number): Promise<FormPicture> {
  const { smallPicture } = await import('../../image/page-pictures.js');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { width, height, pixels } = await smallPicture(bytes, side);
  return { pixels, size: [width, height, bytes.length] };
}
