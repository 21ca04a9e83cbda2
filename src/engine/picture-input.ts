import type { Batch, Kernels, Offset } from './kernels/kernels.js';
import type { MapSize } from './map-size.js';
import type { Mix } from './mix.js';
import { need } from './need.js';

/** Pictures of one size as bytes, which a network reads as (byte − mean) / deviation of their channel. */
export interface PictureInput {
  readonly rows: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** (rows, height, width, channels). */
  readonly data: Uint8Array;
  /** One a channel, in bytes; deviations above 0. */
  readonly means: ArrayLike<number>;
  readonly deviations: ArrayLike<number>;
}

/** Changes the picture of a row in place: (height, width, channels) of numbers, each a byte that is not scaled yet. */
export type ChangePicture = (pixels: Float32Array, row: number) => void;

/** Rows that go through together, and how they are mixed. */
export interface PictureBatch extends Batch {
  readonly mix?: Mix | undefined;
}

/** Brings the batch's pictures into the arena as maps, each changed, then mixed, before it is scaled. */
export type PictureGatherer = (
  x: PictureInput,
  batch: PictureBatch,
  to: Offset,
  change: ChangePicture | undefined,
) => void;

/** For pictures of this size. */
export function createPictureGatherer(
  kernels: Kernels,
  { height, width }: MapSize,
  channels: number,
): PictureGatherer {
  const places = height * width;
  const pixels = new Float32Array(places * channels);
  const means = new Float32Array(channels);
  const factors = new Float32Array(channels);
  const picture = { pixels, means, factors };
  /** All of a batch, once rows are mixed. */
  let kept = new Float32Array();
  return (x, { order, start, rows, mix }, to, change) => {
    means.set(x.means);
    for (let c = 0; c < channels; c++) factors[c] = 1 / (x.deviations[c] as number);
    const { length } = pixels;
    if (mix && kept.length < rows * length) kept = new Float32Array(rows * length);
    for (let r = 0; r < rows; r++) {
      const row = order[start + r] as number;
      const from = row * length;
      for (let i = 0; i < length; i++) pixels[i] = x.data[from + i] as number;
      change?.(pixels, row);
      if (mix) kept.set(pixels, r * length);
      else kernels.writePicture(picture, r * places, rows * places, to);
    }
    for (let r = 0; mix && r < rows; r++) {
      mixInto(pixels, kept, r, (r + mix.shift) % rows, mix);
      kernels.writePicture(picture, r * places, rows * places, to);
    }
  };
}

function mixInto(
  pixels: Float32Array,
  kept: Float32Array,
  own: number,
  other: number,
  { share }: Mix,
): void {
  const [a, b] = [own * pixels.length, other * pixels.length];
  for (let i = 0; i < pixels.length; i++)
    pixels[i] = share * (kept[a + i] as number) + (1 - share) * (kept[b + i] as number);
}

/** Throws an AutofitError for pictures that are not as many bytes as they should be, or cannot be scaled. */
export function checkPictures({ rows, height, width, channels, ...x }: PictureInput): void {
  const wanted = rows * height * width * channels;
  const size = `${rows} pictures of ${height} × ${width} × ${channels}`;
  const bytes = x.data?.length ?? 0;
  need(bytes === wanted, `There are ${bytes} bytes for ${size}.`);
  const fits = x.means?.length === channels && x.deviations?.length === channels;
  need(fits, `Pictures of ${channels} channels need as many means and deviations.`);
  const areFinite = Array.from(x.means).every(Number.isFinite);
  need(areFinite, 'Some mean of the pictures is no finite number.');
  const areAbove = Array.from(x.deviations).every((value) => value > 0 && value < Infinity);
  need(areAbove, 'Some deviation of the pictures is not above 0.');
}
