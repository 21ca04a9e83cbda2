import { square } from '../util/elementary/square.js';
import { answersAsIs, type Game, meanAnswer } from './game.js';
import { meansOfPoints } from './partial-dependence.js';
import { variedAnswers } from './varied-answers.js';
import type { Watch } from './watch.js';

/** Deviations that say nothing: of the answers, and by rounding of their mean. */
const NEGLIGIBLE = 1e-6;
const ROUNDING = 1e-12;

/**
 * Friedman's H² of two players (Friedman and Popescu 2008): of the variance of their common partial dependence the part that is
 * not the sum of their own ones, over the game's rows; one an output. 0 where they do not work together or do nothing, 1 where they do
 * nothing else; sampling makes it a little more.
 */
export async function interactionStrength(
  game: Game,
  a: number,
  b: number,
  watch: Watch,
): Promise<Float64Array> {
  const of = (varied: readonly number[]) => centredDependence(game, varied, watch);
  const both = await of([a, b]);
  const [onA, onB] = [await of([a]), await of([b])];
  const { outputs, rows } = game;
  const least = await leastDependence(game);
  return Float64Array.from({ length: outputs }, (_, output) => {
    let [apart, all] = [0, 0];
    for (let i = output; i < both.length; i += outputs) {
      const joint = both[i] as number;
      apart += square(joint - (onA[i] as number) - (onB[i] as number));
      all += square(joint);
    }
    return all > rows * (least[output] as number) ? apart / all : 0;
  });
}

/** A variance of partial dependence that is rounding, or nothing beside that of the rows' own answers; one an output. */
async function leastDependence(game: Game): Promise<Float64Array> {
  const { rows, outputs } = game;
  const answers = await answersAsIs(game, 0, rows);
  const mean = meanAnswer(answers, outputs);
  const least = mean.map((own) => square(ROUNDING * own));
  for (const [i, answer] of answers.entries()) {
    const output = i % outputs;
    const apart = square(NEGLIGIBLE * (answer - (mean[output] as number))) / rows;
    least[output] = (least[output] as number) + apart;
  }
  return least;
}

/** The partial dependence on some players at the values of each row, less its mean: (rows, outputs). */
async function centredDependence(
  game: Game,
  varied: readonly number[],
  watch: Watch,
): Promise<Float64Array> {
  const { rows, outputs } = game;
  const points = Int32Array.from({ length: rows }, (_, row) => row);
  const dependence = meansOfPoints(await variedAnswers(game, varied, points, watch), game);
  const mean = meanAnswer(dependence, outputs);
  return dependence.map((value, i) => value - (mean[i % outputs] as number));
}
