import { type Game, meanAnswer } from './game.js';
import { variedAnswers } from './varied-answers.js';
import type { Watch } from './watch.js';

/** What is answered when one player has the values of other rows. */
export interface Curves {
  /** (points, outputs): the mean over all rows. */
  readonly means: Float64Array;
  /** (points, rows, outputs): of single rows (individual conditional expectation; Goldstein et al. 2015). */
  readonly curves: Float64Array;
}

/**
 * Partial dependence (Friedman 2001): the answers of the game's rows when a player's values are those of each of these rows, the
 * others staying their own. Averaged plainly over the rows, as scikit-learn's by brute force.
 */
export async function partialDependence(
  game: Game,
  player: number,
  points: Int32Array,
  watch: Watch,
): Promise<Curves> {
  const curves = await variedAnswers(game, [player], points, watch);
  return { means: meansOfPoints(curves, game), curves };
}

/** The mean over all rows at each point, (points, outputs). */
export function meansOfPoints(
  curves: Float64Array,
  { rows, outputs }: Pick<Game, 'rows' | 'outputs'>,
): Float64Array {
  const width = rows * outputs;
  const means = new Float64Array(curves.length / rows);
  for (let point = 0; point * width < curves.length; point++) {
    const own = curves.subarray(point * width, (point + 1) * width);
    means.set(meanAnswer(own, outputs), point * outputs);
  }
  return means;
}
