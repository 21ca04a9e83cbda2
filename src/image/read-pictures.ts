import type { StopSignal } from '../util/stop-signal.js';
import { Stopped } from '../util/stopped.js';
import { pictureFault } from './bad-picture.js';
import { pictureHeader } from './picture-header.js';
import { createPixelGate, type PixelGate } from './pixel-gate.js';
import { type SmallPicture, smallPicture } from './small-picture.js';

/** Told as pictures are read. */
export interface PictureProgress {
  readonly kind: 'reading-pictures';
  readonly pictures: number;
  readonly total: number;
}

/** Where pictures are decoded. */
export interface PictureDecoder {
  /** Pictures at once. */
  readonly atOnce: number;
  /** Throws an AutofitError for a picture that cannot be read. */
  decode(bytes: Uint8Array, side: number): Promise<SmallPicture>;
}

export interface ReadPicturesOptions {
  /** Pixels a side of what is kept of each. */
  readonly side: number;
  /** Gives the memory that all of them lie in. */
  readonly allocate: (bytes: number) => ArrayBufferLike;
  /** The same pixels whatever it is. @default this thread, one picture at a time */
  readonly decoder?: PictureDecoder | undefined;
  /** How many values of a backbone decoding gives with each. @default none */
  readonly head?: number | undefined;
  /** Throws Stopped once it aborts. @default never */
  readonly signal?: StopSignal | undefined;
  /** @default nobody hears of it */
  readonly onProgress?: ((event: PictureProgress) => void) | undefined;
}

export interface ReadPictures {
  /** (cells, side, side, 3); zeros where a cell is broken. */
  readonly pixels: Uint8Array;
  /** Width, height and bytes of the file, (cells, 3); not a number where a cell is broken. */
  readonly sizes: Float64Array;
  /** What the backbone makes of each, (cells, head); not a number where a cell is broken. */
  readonly deep?: Float32Array | undefined;
  /** Cells without a picture, in their order. */
  readonly broken: readonly BrokenPicture[];
}

export interface BrokenPicture {
  readonly cell: number;
  /** What is wrong, to stand behind its name: `is cut off: …`. */
  readonly reason: string;
}

/** Pixels that are decoded at once, but for a single picture of more: each takes up to twenty bytes meanwhile. */
const MOST_PIXELS = 64e6;
/** Pixels behind which others have their turn where there is one thread. */
const TURN_PIXELS = 1e6;

/** Decodes the picture of each cell and averages it to a square; so many at once as the decoder takes and memory allows. */
export async function readPictures(
  cells: readonly string[],
  bytesOf: (cell: string) => Promise<Uint8Array>,
  options: ReadPicturesOptions,
): Promise<ReadPictures> {
  const { side, allocate, signal, onProgress, head = 0, decoder = createDecoder() } = options;
  const length = side * side * 3;
  const pixels = new Uint8Array(allocate(cells.length * length), 0, cells.length * length);
  const sizes = new Float64Array(cells.length * 3).fill(Number.NaN);
  const deep = new Float32Array(allocate(4 * cells.length * head)).fill(Number.NaN);
  const broken: BrokenPicture[] = [];
  const gate = createPixelGate(MOST_PIXELS);
  let [begun, done, hasFailed] = [0, 0, false];
  const goOn = async () => {
    while (begun < cells.length && !hasFailed) {
      if (signal?.aborted) throw new Stopped();
      const cell = begun++;
      try {
        const bytes = await bytesOf(cells[cell] ?? '');
        const small = await decoded(bytes, side, decoder, gate);
        pixels.set(small.pixels, cell * length);
        if (small.deep) deep.set(small.deep, cell * head);
        sizes.set([small.width, small.height, bytes.length], cell * 3);
      } catch (thrown) {
        broken.push({ cell, reason: pictureFault(thrown) });
      }
      onProgress?.({ kind: 'reading-pictures', pictures: ++done, total: cells.length });
    }
  };
  // All have ended before one that failed is told of.
  const lanes = Array.from({ length: Math.min(decoder.atOnce, cells.length) }, () =>
    goOn().catch((thrown: unknown) => {
      hasFailed = true;
      return { thrown };
    }),
  );
  const failure = (await Promise.all(lanes)).find((end) => end !== undefined);
  if (failure) throw failure.thrown;
  return {
    pixels,
    sizes,
    ...(head > 0 && { deep }),
    broken: broken.sort((a, b) => a.cell - b.cell),
  };
}

async function decoded(
  bytes: Uint8Array,
  side: number,
  decoder: PictureDecoder,
  gate: PixelGate,
): Promise<SmallPicture> {
  const { width, height } = pictureHeader(bytes);
  return gate(width * height, () => decoder.decode(bytes, side));
}

/** Decoding in this thread; timers and signals are heard between pictures. */
export function createDecoder(decode: PictureDecoder['decode'] = smallPicture): PictureDecoder {
  let pixels = 0;
  return {
    atOnce: 1,
    async decode(bytes, side) {
      const small = await decode(bytes, side);
      pixels += small.width * small.height;
      if (pixels >= TURN_PIXELS) {
        pixels = 0;
        await new Promise((resolve) => setTimeout(resolve));
      }
      return small;
    },
  };
}
