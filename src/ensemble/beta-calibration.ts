import { type BetaCurve, LEAST_CHANCE } from '../metrics/calibration.js';
import { exp } from '../util/elementary/exp.js';
import { log, log1p } from '../util/elementary/log.js';
import { solve } from './pool.js';

const STEPS = 50;
/** A step that lowers the loss by a smaller share ends the search; one that is halved more often is none. */
const TOLERANCE = 1e-12;
const MOST_HALVINGS = 30;
/** Keeps the equations solvable where chances are all the same. */
const RIDGE = 1e-9;

/**
 * Beta calibration of chances (Kull, Silva Filho and Flach 2017): a logistic regression on ln p and −ln(1 − p); of slopes that are
 * negative, and so would not rise, the first one is left out.
 */
export function fitBeta(
  chances: ArrayLike<number>,
  isOwn: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
): BetaCurve {
  const p = Float64Array.from(chances, (chance) =>
    Math.min(1 - LEAST_CHANCE, Math.max(LEAST_CHANCE, chance)),
  );
  const [left, right] = [p.map(log), p.map((own) => -log(1 - own))];
  const one = new Float64Array(p.length).fill(1);
  const fitted = (columns: readonly Float64Array[]) => logistic({ columns, isOwn, weights });
  const [a = 0, b = 0, c = 0] = fitted([left, right, one]);
  if (a >= 0 && b >= 0) return { kind: 'beta', a, b, c };
  const [slope = 0, offset = 0] = fitted([a < 0 ? right : left, one]);
  const own = Math.max(0, slope);
  return { kind: 'beta', a: a < 0 ? 0 : own, b: a < 0 ? own : 0, c: offset };
}

interface Regression {
  readonly columns: readonly Float64Array[];
  readonly isOwn: ArrayLike<number>;
  readonly weights: ArrayLike<number> | undefined;
}

/** The factors of the columns, by Newton's steps that are halved until the loss falls. */
function logistic(regression: Regression): Float64Array {
  let own: Float64Array = new Float64Array(regression.columns.length);
  let loss = lossOf(regression, own);
  for (let step = 0; step < STEPS; step++) {
    const move = newtonMove(regression, own);
    const next = lowered(regression, own, move, loss);
    if (!next) break;
    const isDone = loss - next.loss < TOLERANCE * loss;
    own = next.factors;
    loss = next.loss;
    if (isDone) break;
  }
  return own;
}

function lowered(regression: Regression, from: Float64Array, move: Float64Array, loss: number) {
  for (let halvings = 0; halvings < MOST_HALVINGS; halvings++) {
    const factors = from.map((value, i) => value + (move[i] ?? 0) / 2 ** halvings);
    const own = lossOf(regression, factors);
    if (own < loss) return { factors, loss: own };
  }
  return undefined;
}

function sumAt(columns: readonly Float64Array[], row: number, factors: Float64Array): number {
  let sum = 0;
  for (const [i, column] of columns.entries()) sum += (factors[i] ?? 0) * (column[row] ?? 0);
  return sum;
}

function lossOf({ columns, isOwn, weights }: Regression, factors: Float64Array): number {
  let loss = 0;
  for (let row = 0; row < isOwn.length; row++) {
    const sum = sumAt(columns, row, factors);
    const wrong = isOwn[row] ? -sum : sum;
    const own = Math.max(0, wrong) + log1p(exp(-Math.abs(wrong)));
    loss += (weights?.[row] ?? 1) * own;
  }
  return loss;
}

/** To where the parabola that touches the loss here is least. */
function newtonMove({ columns, isOwn, weights }: Regression, factors: Float64Array): Float64Array {
  const size = columns.length;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  for (let i = 0; i < size; i++) hessian[i * size + i] = RIDGE;
  for (let row = 0; row < isOwn.length; row++) {
    const chance = 1 / (1 + exp(-sumAt(columns, row, factors)));
    const weight = weights?.[row] ?? 1;
    const error = weight * ((isOwn[row] ? 1 : 0) - chance);
    for (const [i, column] of columns.entries()) {
      const value = column[row] ?? 0;
      gradient[i] = (gradient[i] ?? 0) + error * value;
      const bend = weight * chance * (1 - chance) * value;
      for (const [j, other] of columns.entries()) {
        hessian[i * size + j] = (hessian[i * size + j] ?? 0) + bend * (other[row] ?? 0);
      }
    }
  }
  return solve(hessian, gradient);
}
