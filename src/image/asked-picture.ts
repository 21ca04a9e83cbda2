import type { Backbone } from './backbone.js';
import { type BackboneContext, backboneFeatures } from './backbone-features.js';
import { type SmallPicture, smallPicture } from './small-picture.js';

/** A backbone that is asked of pictures as they are read. */
export interface AskedBackbone extends Pick<BackboneContext, 'kernels'> {
  readonly backbone: Backbone;
}

/** The square that a picture is averaged to, with what the backbone makes of it. Throws an AutofitError for one that cannot be read. */
export async function askedPicture(
  bytes: Uint8Array,
  side: number,
  { backbone, kernels }: AskedBackbone,
): Promise<SmallPicture> {
  const picture = await smallPicture(bytes, side);
  const { data: deep } = backboneFeatures(backbone, { side, pixels: picture.pixels }, [0], {
    kernels,
  });
  return { ...picture, deep };
}
