import type { Augmentation } from '../engine/augmentation.js';
import type { PictureInput } from '../engine/picture-input.js';
import { coarsePictures, mirroredCells } from './coarse-pictures.js';
import { fitRidge } from './ridge.js';

/** Pictures that are looked at, half of them to fit and half to judge. */
const MOST = 2000;
/** Of what is told by pictures as they are, what mirror images must tell. */
const ENOUGH = 0.75;
const RIDGE = 0.3;

/**
 * Which mirror images tell the same targets, one or several numbers a place: a ridge regression on coarse pictures, fitted to every second one, must tell of the
 * mirror images of the others nearly what it tells of those themselves. A digit is another one in a mirror, a cat is not.
 * Where it tells nothing, left and right are taken to be alike, as in most photographs.
 */
export function sameWhenMirrored(
  pictures: Pick<PictureInput, 'height' | 'width' | 'channels' | 'data'>,
  places: Int32Array,
  targetsOf: (place: number) => readonly number[],
): NonNullable<Augmentation['flips']> {
  const stride = Math.max(1, Math.ceil(places.length / MOST));
  const seen = [...places].filter((_, i) => i % stride === 0);
  const coarse = coarsePictures(pictures, seen);
  const rows = seen.map(targetsOf);
  const truths = (rows[0] ?? []).map((_, target) => rows.map((own) => own[target] as number));
  const half = <T>(values: readonly T[], which: number) => values.filter((_, i) => i % 2 === which);
  const fitted = truths.map((own) => half(own, 0));
  const answer = fitRidge(half(coarse, 0), fitted, RIDGE);
  const judged = half(coarse, 1);
  const judgedTruths = truths.map((own) => half(own, 1));
  const means = fitted.map((own) => own.reduce((sum, value) => sum + value, 0) / own.length);
  /** By how much the squared error falls below that of the mean. */
  const gain = (change: (cells: Float64Array) => Float64Array) => {
    let sum = 0;
    for (const [i, cells] of judged.entries()) {
      for (const [t, value] of answer(change(cells)).entries()) {
        const truth = judgedTruths[t]?.[i] as number;
        sum += (truth - (means[t] as number)) ** 2 - (truth - value) ** 2;
      }
    }
    return sum;
  };
  const plain = gain((cells) => cells);
  if (!(plain > 0)) return 'horizontal';
  if (gain((cells) => mirroredCells(cells, 'horizontal')) < ENOUGH * plain) return 'none';
  const upsideDown = gain((cells) => mirroredCells(cells, 'vertical'));
  return upsideDown < ENOUGH * plain ? 'horizontal' : 'both';
}
