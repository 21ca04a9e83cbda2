import { exifOrientation } from './exif-orientation.js';
import { inflateRows } from './inflate-rows.js';
import { joinedBytes } from './joined-bytes.js';
import { whitePicture } from './picture.js';
import type { PictureFormat } from './picture-format.js';
import { checkedData, pngChunks } from './png-chunks.js';
import { PNG_CHANNELS, pngLayout } from './png-layout.js';
import { pngPainter } from './png-painter.js';
import { pngPasses } from './png-passes.js';

/** PNG (third edition, W3C 2025). Of an animated one, the picture for programs that know no animation. */
export const png: PictureFormat = {
  name: 'PNG',
  size(bytes) {
    const chunks = [...pngChunks(bytes)];
    const { width, height } = pngLayout(chunks);
    const exif = chunks.find(({ name }) => name === 'eXIf');
    return { width, height, orientation: (exif && exifOrientation(exif.data)) ?? 1 };
  },
  async decode(bytes) {
    const chunks = [...pngChunks(bytes)];
    const layout = pngLayout(chunks);
    const { width, height, colour, depth } = layout;
    const picture = whitePicture(width, height);
    const [palette] = chunks.filter(({ name }) => name === 'PLTE').map(checkedData);
    const [transparency] = chunks.filter(({ name }) => name === 'tRNS').map(checkedData);
    const paint = pngPainter(picture, layout, { palette, transparency });
    const packed = chunks.filter(({ name }) => name === 'IDAT').map(checkedData);
    const pixelBytes = Math.max(1, (PNG_CHANNELS[colour] * depth) >> 3);
    await inflateRows(joinedBytes(packed), pngPasses(layout), pixelBytes, paint);
    return picture;
  },
};
