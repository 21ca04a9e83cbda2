import { createImageColumn, placesOfCodes, SIZES, takePictures } from '../../table/image-column.js';
import { type Column, type ImageColumn, MISSING } from '../../table/table.js';

/** The pictures of a cell as a form holds them. */
export interface FormPictures {
  readonly kind: 'pictures';
  readonly pictures: readonly FormPicture[];
}

/** A square of RGB bytes, (side, side, 3), and what it was before: width, height, bytes of its file. */
export interface FormPicture {
  readonly pixels: Uint8Array;
  readonly size: readonly number[];
}

/** A column of the pictures of these cells; those of one cell that stands in several rows are there once. */
export function pictureColumn(
  name: string,
  side: number,
  cells: readonly (FormPictures | null)[],
): Column {
  const different = [...new Set(cells.filter((cell) => cell !== null))];
  const codes = Int32Array.from(cells, (cell) => (cell ? different.indexOf(cell) : MISSING));
  const all = different.flatMap(({ pictures }) => pictures);
  const pixels = new Uint8Array(all.length * side * side * 3);
  for (const [place, own] of all.entries()) pixels.set(own.pixels, place * side * side * 3);
  const sizes = Float64Array.from(all.flatMap(({ size }) => size));
  let next = 0;
  const lists = different.map(({ pictures }) => pictures.map(() => next++));
  return createImageColumn(name, codes, lists, { side, pixels, sizes }, plain);
}

/** The pictures of a row of a table as a form holds them; null where there are none. */
export function formPictures(column: ImageColumn, row: number): FormPictures | null {
  const code = column.codes[row] ?? MISSING;
  const places = code === MISSING ? [] : (placesOfCodes(column)[code] ?? []);
  if (places.length === 0) return null;
  const pictures = places.map((place): FormPicture => {
    const { pixels, sizes } = takePictures(column, [place], plain);
    return { pixels, size: [...sizes.subarray(0, SIZES)] };
  });
  return { kind: 'pictures', pictures };
}

function plain(bytes: number): ArrayBuffer {
  return new ArrayBuffer(bytes);
}
