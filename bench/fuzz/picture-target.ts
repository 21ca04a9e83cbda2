import { decodePicture } from '../../src/image/decode-picture.js';
import { bytesOf, pillow } from '../../test/image/pictures.js';
import { oneOf } from './hostile-values.js';
import { mutateBytes } from './mutate-bytes.js';
import { type FuzzTarget, need } from './target.js';

/** PNG, JPEG, GIF, BMP and WebP. */
export const pictureTarget: FuzzTarget = {
  name: 'pictures',
  async open() {
    const seeds = pillow.cases.map(({ file }) => bytesOf(file));
    return {
      input: (random) => mutateBytes(oneOf(seeds, random), random),
      async read(bytes) {
        const { width, height, pixels } = await decodePicture(bytes);
        need(pixels.length === 3 * width * height, 'a picture has not its pixels');
      },
    };
  },
};
