import type { Augmentation } from '../engine/augmentation.js';
import type { PictureInput } from '../engine/picture-input.js';
import { square } from '../util/elementary/square.js';
import { permutation, randomStream } from '../util/random.js';
import { coarsePictures, mirroredCells } from './coarse-pictures.js';
import type { PictureViews } from './picture-views.js';
import { fitRidge } from './ridge.js';

/** Pictures that are looked at, half of them to fit and half to judge. */
const MOST = 2000;
/** Of what is told by pictures as they are, what mirror images must tell. */
const ENOUGH = 0.75;
const RIDGE = 0.3;

/**
 * Which mirror images tell the same targets, one or several numbers a row: a ridge regression on coarse pictures, fitted to those of half of the rows, must tell of the
 * mirror images of the others nearly what it tells of those themselves. A digit is another one in a mirror, a cat is not.
 * Where it tells no more than chance does, left and right are taken to be alike, as in most photographs.
 */
export function sameWhenMirrored(
  pictures: Pick<PictureInput, 'height' | 'width' | 'channels' | 'data'>,
  views: Pick<PictureViews, 'rows' | 'places'>,
  targetsOf: (row: number) => readonly number[],
): NonNullable<Augmentation['flips']> {
  const [some, others] = halvesOf(views);
  const coarse = (seen: readonly View[]) =>
    coarsePictures(
      pictures,
      seen.map(({ place }) => place),
    );
  const truthsOf = (seen: readonly View[]) => {
    const own = seen.map(({ row }) => targetsOf(row));
    return (own[0] ?? []).map((_, target) => own.map((targets) => targets[target] as number));
  };
  const fitted = truthsOf(some);
  const answer = fitRidge(coarse(some), fitted, RIDGE);
  const judged = coarse(others);
  const judgedTruths = truthsOf(others);
  const means = fitted.map((own) => own.reduce((sum, value) => sum + value, 0) / own.length);
  /** By how much the squared error falls below that of the mean, and how far chance moves that. */
  const gain = (change: (cells: Float64Array) => Float64Array) => {
    let [sum, squares] = [0, 0];
    for (const [i, cells] of judged.entries()) {
      let own = 0;
      for (const [t, value] of answer(change(cells)).entries()) {
        const truth = judgedTruths[t]?.[i] as number;
        own += square(truth - (means[t] as number)) - square(truth - value);
      }
      sum += own;
      squares += square(own);
    }
    return { sum, error: Math.sqrt(squares) };
  };
  const { sum: plain, error } = gain((cells) => cells);
  if (!(plain > error)) return 'horizontal';
  if (gain((cells) => mirroredCells(cells, 'horizontal')).sum < ENOUGH * plain) return 'none';
  const upsideDown = gain((cells) => mirroredCells(cells, 'vertical')).sum;
  return upsideDown < ENOUGH * plain ? 'horizontal' : 'both';
}

interface View {
  readonly row: number;
  readonly place: number;
}

/**
 * The rows fall in halves by chance, each with all of its pictures: what changes from row to row in turns, or from one picture of a cell to the
 * next, must not be all that the halves differ in.
 */
function halvesOf({
  rows,
  places,
}: Pick<PictureViews, 'rows' | 'places'>): readonly [readonly View[], readonly View[]] {
  const viewsOf = new Map<number, View[]>();
  for (const [i, row] of rows.entries()) {
    const own = viewsOf.get(row) ?? [];
    own.push({ row, place: places[i] as number });
    viewsOf.set(row, own);
  }
  const all = [...viewsOf.values()];
  const order = permutation(randomStream('mirrored'), all.length);
  const middle = Math.ceil(all.length / 2);
  const take = (some: Int32Array) =>
    Array.from(some, (i) => all[i] ?? [])
      .flat()
      .slice(0, MOST / 2);
  return [take(order.subarray(0, middle)), take(order.subarray(middle))];
}
