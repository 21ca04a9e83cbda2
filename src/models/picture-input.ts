import { mirroredPixels } from '../engine/mirrored-pixels.js';
import type { NetworkInput } from '../engine/network-input.js';
import type { PictureInput } from '../engine/picture-input.js';
import type { PixelsBlock } from '../matrix/design-matrix.js';
import type { SparseMatrix } from '../matrix/matrix.js';
import { square } from '../util/elementary/square.js';
import type { PictureViews } from './picture-views.js';

/** Means and deviations of the values of each channel. */
export type ChannelMoments = Pick<PictureInput, 'means' | 'deviations'>;

/** What a network reads of views, with the columns beside them: copied only where they lie otherwise. Where there is no picture all is the mean. */
export function pictureInput(
  views: PictureViews,
  moments: ChannelMoments,
  sparse?: SparseMatrix | undefined,
): NetworkInput {
  const { blocks, rows: of } = views;
  const [{ side } = { side: 0 }] = blocks;
  const rows = of.length;
  const channels = 3 * blocks.length;
  const data = lieInOrder(views) ? (blocks[0] as PixelsBlock).pixels : stacked(views, moments);
  const pictures = { rows, height: side, width: side, channels, data, ...moments };
  return { rows, dense: undefined, sparse, pictures };
}

/** Whether there is one column whose pictures are all seen, one after the other. */
function lieInOrder({ blocks: [first, ...others], places }: PictureViews): boolean {
  if (!first || others.length > 0) return false;
  const size = square(first.side) * 3;
  return places.length * size === first.pixels.length && places.every((place, i) => place === i);
}

/** (views, side, side, channels of all columns). */
function stacked({ blocks, rows, places }: PictureViews, { means }: ChannelMoments): Uint8Array {
  const count = blocks.length;
  const area = square(blocks[0]?.side ?? 0);
  const data = new Uint8Array(rows.length * area * 3 * count);
  for (const [column, { pixels }] of blocks.entries()) {
    const blank = [0, 1, 2].map((c) => Math.round(means[3 * column + c] as number));
    for (let view = 0; view < rows.length; view++) {
      const place = places[view * count + column] as number;
      let from = place * area * 3;
      let to = (view * area * count + column) * 3;
      for (let i = 0; i < area; i++, from += 3, to += 3 * count) {
        for (let c = 0; c < 3; c++)
          data[to + c] = (place < 0 ? blank[c] : pixels[from + c]) as number;
      }
    }
  }
  return data;
}

/** The same pictures, each mirrored left to right. */
export function mirrored(input: NetworkInput): NetworkInput {
  const { pictures } = input;
  if (!pictures) return input;
  const { data, width, channels } = pictures;
  return { ...input, pictures: { ...pictures, data: mirroredPixels(data, width, channels) } };
}

/** Of the pictures that are trained on, each once; a channel that changes by less than a level is left in levels. */
export function channelMoments({ blocks, places }: PictureViews): ChannelMoments {
  const all = blocks.map((block, column) => {
    const own = places.filter((_, i) => i % blocks.length === column);
    return momentsOf(block, new Set(own.filter((place) => place >= 0)));
  });
  const means = all.flatMap((own) => own.means);
  return { means, deviations: all.flatMap((own) => own.deviations) };
}

function momentsOf({ side, channels, pixels }: PixelsBlock, pictures: ReadonlySet<number>) {
  const size = side * side * channels;
  const sums = new Float64Array(channels);
  const squares = new Float64Array(channels);
  for (const picture of pictures) {
    for (let i = picture * size; i < (picture + 1) * size; i++) {
      const value = pixels[i] as number;
      const c = i % channels;
      sums[c] = (sums[c] as number) + value;
      squares[c] = (squares[c] as number) + value * value;
    }
  }
  const count = Math.max(1, pictures.size * side * side);
  const means = [...sums].map((sum) => sum / count);
  const deviations = [...squares].map((own, c) =>
    Math.sqrt(Math.max(1, own / count - square(means[c] ?? 0))),
  );
  return { means, deviations };
}
