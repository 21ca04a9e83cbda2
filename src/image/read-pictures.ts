import { Stopped } from '../util/stopped.js';
import { pictureFault } from './bad-picture.js';
import { decodePicture } from './decode-picture.js';
import { resizePicture } from './resize-picture.js';

/** Told as pictures are read. */
export interface PictureProgress {
  readonly kind: 'reading-pictures';
  readonly pictures: number;
  readonly total: number;
}

export interface ReadPicturesOptions {
  /** Pixels a side of what is kept of each. */
  readonly side: number;
  /** Gives the memory that all of them lie in. */
  readonly allocate: (bytes: number) => ArrayBufferLike;
  /** Throws Stopped once it aborts. @default never */
  readonly signal?: AbortSignal | undefined;
  /** @default nobody hears of it */
  readonly onProgress?: ((event: PictureProgress) => void) | undefined;
}

export interface ReadPictures {
  /** (cells, side, side, 3); zeros where a cell is broken. */
  readonly pixels: Uint8Array;
  /** Width, height and bytes of the file, (cells, 3); not a number where a cell is broken. */
  readonly sizes: Float64Array;
  /** Cells without a picture, with what is wrong with each: `is cut off: …`, to stand behind its name. */
  readonly broken: readonly BrokenPicture[];
}

export interface BrokenPicture {
  readonly cell: number;
  readonly reason: string;
}

/** Decodes the picture of each cell and averages it to a square. */
export async function readPictures(
  cells: readonly string[],
  bytesOf: (cell: string) => Promise<Uint8Array>,
  { side, allocate, signal, onProgress }: ReadPicturesOptions,
): Promise<ReadPictures> {
  const bytesOfOne = side * side * 3;
  const pixels = new Uint8Array(allocate(cells.length * bytesOfOne), 0, cells.length * bytesOfOne);
  const sizes = new Float64Array(cells.length * 3).fill(Number.NaN);
  const broken: BrokenPicture[] = [];
  for (const [cell, text] of cells.entries()) {
    if (signal?.aborted) throw new Stopped();
    try {
      const bytes = await bytesOf(text);
      const picture = await decodePicture(bytes);
      pixels.set(resizePicture(picture, side, side).pixels, cell * bytesOfOne);
      sizes.set([picture.width, picture.height, bytes.length], cell * 3);
    } catch (thrown) {
      broken.push({ cell, reason: pictureFault(thrown) });
    }
    onProgress?.({ kind: 'reading-pictures', pictures: cell + 1, total: cells.length });
  }
  return { pixels, sizes, broken };
}
