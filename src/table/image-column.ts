import type { Allocate, ImageColumn } from './table.js';

/** Bytes of a pixel: red, green, blue. */
export const CHANNELS = 3;
/** Numbers in `sizes` for each picture: width, height, bytes. */
export const SIZES = 3;

/** Pictures as they are in a column: the bytes of all, and what each was before. */
export type Pictures = Pick<ImageColumn, 'side' | 'pixels' | 'sizes' | 'deep'>;

/** A column of these lists of places among the pictures, on memory that threads may share; `codes` says which list a row has. */
export function createImageColumn(
  name: string,
  codes: Int32Array,
  lists: readonly (readonly number[])[],
  { side, pixels, sizes, deep }: Pictures,
  allocate: Allocate,
): ImageColumn {
  const offsets = new Int32Array(allocate((lists.length + 1) * 4));
  for (const [code, { length }] of lists.entries())
    offsets[code + 1] = (offsets[code] ?? 0) + length;
  const own = new Int32Array(allocate(4 * (offsets.at(-1) ?? 0)));
  for (const [code, list] of lists.entries()) own.set(list, offsets[code]);
  const pictures = { side, pixels, sizes, ...(deep && { deep }) };
  return { kind: 'image', name, codes, offsets, own, ...pictures };
}

/** The places among the pictures of each code. */
export function placesOfCodes({ offsets, own }: ImageColumn): number[][] {
  return Array.from({ length: offsets.length - 1 }, (_, code) => [
    ...own.subarray(offsets[code], offsets[code + 1]),
  ]);
}

/** How many pictures a column holds. */
export function pictureCount({ sizes }: Pick<ImageColumn, 'sizes'>): number {
  return sizes.length / SIZES;
}

/** Bytes of a picture of so many pixels a side. */
export function pictureBytes(side: number): number {
  return side * side * CHANNELS;
}

/** Some of the pictures, on memory of their own. */
export function takePictures(
  { side, pixels, sizes, deep }: Pictures,
  places: readonly number[],
  allocate: Allocate,
): Pictures {
  const bytes = pictureBytes(side);
  const taken = new Uint8Array(allocate(places.length * bytes));
  const sized = new Float64Array(allocate(places.length * SIZES * 8));
  for (const [i, place] of places.entries()) {
    taken.set(pixels.subarray(place * bytes, (place + 1) * bytes), i * bytes);
    sized.set(sizes.subarray(place * SIZES, (place + 1) * SIZES), i * SIZES);
  }
  const own = deep && takeDeep(deep, deep.length / pictureCount({ sizes }), places, allocate);
  return { side, pixels: taken, sizes: sized, ...(own && { deep: own }) };
}

/** Those of some pictures, of `width` values each. */
function takeDeep(
  deep: Float32Array,
  width: number,
  places: readonly number[],
  allocate: Allocate,
): Float32Array {
  const taken = new Float32Array(allocate(places.length * width * 4));
  for (const [i, place] of places.entries())
    taken.set(deep.subarray(place * width, (place + 1) * width), i * width);
  return taken;
}

/** The pictures of one column, then those of another with the same side. */
export function concatPictures(a: Pictures, b: Pictures, allocate: Allocate): Pictures {
  if (a.side !== b.side) throw new Error(`pictures of ${a.side} and of ${b.side} pixels a side`);
  const pixels = new Uint8Array(allocate(a.pixels.length + b.pixels.length));
  pixels.set(a.pixels);
  pixels.set(b.pixels, a.pixels.length);
  const sizes = new Float64Array(allocate((a.sizes.length + b.sizes.length) * 8));
  sizes.set(a.sizes);
  sizes.set(b.sizes, a.sizes.length);
  const deep = concatDeep(a, b, allocate);
  return { side: a.side, pixels, sizes, ...(deep && { deep }) };
}

function concatDeep(a: Pictures, b: Pictures, allocate: Allocate): Float32Array | undefined {
  const [first, second] = [pictureCount(a), pictureCount(b)];
  const width = a.deep?.length
    ? a.deep.length / first
    : (b.deep?.length ?? 0) / Math.max(1, second);
  if (width === 0) return undefined;
  const deep = new Float32Array(allocate((first + second) * width * 4)).fill(Number.NaN);
  if (a.deep) deep.set(a.deep);
  if (b.deep) deep.set(b.deep, first * width);
  return deep;
}
