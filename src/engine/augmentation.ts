import { checkPlainOptions } from '../util/check-arguments.js';
import { AutofitError } from '../util/errors.js';
import type { Random } from '../util/random.js';
import { shown } from '../util/shown.js';
import { wholeNumber } from '../util/whole-number.js';
import type { Augment } from './augment.js';
import { changeColours, drawColourChange } from './augment-colours.js';
import { type PictureSize, rotatePicture } from './rotate-picture.js';

/** Which mirror images of a picture show the same thing. */
export const FLIPS = ['none', 'horizontal', 'both'] as const;

/** How pictures are changed at random before each step of training, so that a network sees hardly any of them twice. */
export interface Augmentation {
  /** Mirrored each way by a coin. @default 'none' */
  readonly flips?: (typeof FLIPS)[number] | undefined;
  /** Pixels that a picture moves at most in each direction; its edge is mirrored into the gap. @default 0 */
  readonly shift?: number | undefined;
  /** Degrees that it turns at most either way. @default 0 */
  readonly rotation?: number | undefined;
  /** The share by which brightness, contrast and saturation change at most, up to 1. @default 0 */
  readonly colour?: number | undefined;
}

export type { PictureSize } from './rotate-picture.js';

/** Flips, shifts and turns a picture, then changes its colours; each picture draws anew. Throws an AutofitError for a change that there is not. */
export function createAugment(size: PictureSize, how: Augmentation): Augment {
  checkPlainOptions(how, {
    flips: ['string'],
    shift: ['number'],
    rotation: ['number'],
    colour: ['number'],
  });
  const { height, width, channels } = size;
  const { shift = 0, rotation = 0, colour = 0, flips = 'none' } = how;
  if (!FLIPS.includes(flips)) {
    const message = `\`flips\` is one of ${FLIPS.join(', ')}, not ${shown(flips)}.`;
    throw new AutofitError('BAD_OPTION', message);
  }
  checkChanges({ shift, rotation, colour });
  const columns = new Int32Array(width);
  const rows = new Int32Array(height);
  const before = new Float32Array(height * width * channels);
  const draw = (random: Random, isFlipped: boolean, to: Int32Array) => {
    const by = shift > 0 ? random.integer(2 * shift + 1) - shift : 0;
    sourcesOf(to, by, isFlipped && random.next() < 0.5);
  };
  return (pixels, random) => {
    before.set(pixels);
    draw(random, flips !== 'none', columns);
    draw(random, flips === 'both', rows);
    copyPixels(before, rows, columns, channels, pixels);
    if (rotation > 0) {
      const angle = ((2 * random.next() - 1) * rotation * Math.PI) / 180;
      before.set(pixels);
      rotatePicture(before, size, angle, pixels);
    }
    if (colour > 0) changeColours(pixels, channels, drawColourChange(random, colour));
  };
}

function checkChanges({
  shift,
  rotation,
  colour,
}: Record<'shift' | 'rotation' | 'colour', number>): void {
  wholeNumber('shift', shift, 0);
  if (!(rotation >= 0 && rotation < Number.POSITIVE_INFINITY)) {
    const message = `\`rotation\` is a number of degrees from 0 on, not ${rotation}.`;
    throw new AutofitError('BAD_OPTION', message);
  }
  if (colour >= 0 && colour <= 1) return;
  throw new AutofitError('BAD_OPTION', `\`colour\` is a share from 0 to 1, not ${colour}.`);
}

/** Where each pixel along a side comes from: moved by so many, mirrored at the edges, and in turn. */
function sourcesOf(to: Int32Array, by: number, isFlipped: boolean): void {
  const last = to.length - 1;
  const period = Math.max(1, 2 * last);
  for (let i = 0; i <= last; i++) {
    const place = (((i + by) % period) + period) % period;
    const inside = Math.min(place, period - place, last);
    to[i] = isFlipped ? last - inside : inside;
  }
}

function copyPixels(
  from: Float32Array,
  rows: Int32Array,
  columns: Int32Array,
  channels: number,
  to: Float32Array,
): void {
  const width = columns.length;
  let place = 0;
  for (let y = 0; y < rows.length; y++) {
    const row = (rows[y] as number) * width;
    for (let x = 0; x < width; x++) {
      const source = (row + (columns[x] as number)) * channels;
      for (let c = 0; c < channels; c++) to[place++] = from[source + c] as number;
    }
  }
}
