import type { Picture } from './picture.js';
import { turnsOf } from './turns-of.js';

/** The picture as it is seen, by its Exif orientation: mirrored, turned, or as it is stored (1). */
export function turnPicture(picture: Picture, orientation: number): Picture {
  if (orientation === 1) return picture;
  const { width, height, pixels } = picture;
  const { isTransposed, flipsColumns, flipsRows } = turnsOf(orientation);
  const [columns, rows] = isTransposed ? [height, width] : [width, height];
  const turned = new Uint8Array(pixels.length);
  for (let y = 0, place = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++, place += 3) {
      const [across, down] = isTransposed ? [y, x] : [x, y];
      const column = flipsColumns ? width - 1 - across : across;
      const row = flipsRows ? height - 1 - down : down;
      const from = (row * width + column) * 3;
      turned[place] = pixels[from] ?? 0;
      turned[place + 1] = pixels[from + 1] ?? 0;
      turned[place + 2] = pixels[from + 2] ?? 0;
    }
  }
  return { width: columns, height: rows, pixels: turned };
}
