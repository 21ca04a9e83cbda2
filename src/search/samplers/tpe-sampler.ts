import type { Params, SearchSpace } from '../../space/search-space.js';
import { paramsAt, shareAt } from '../../space/unit-cube.js';
import type { TriedConfig } from '../../trial/trial.js';
import { exp } from '../../util/elementary/exp.js';
import { log } from '../../util/elementary/log.js';
import { pow } from '../../util/elementary/pow.js';
import { square } from '../../util/elementary/square.js';
import type { Random } from '../../util/random.js';
import { bestFirst } from './best-first.js';
import { parameterCount, weightedFamily } from './draw-family.js';
import { randomSampler } from './random-sampler.js';
import type { FamilySpace, GeneralSampler, SampleRequest } from './sampler.js';

/** Trials with a score before the first model. */
const STARTUP = 10;
/** Of all trials, those that count as good; at most so many. */
const GOOD_SHARE = 0.25;
const MOST_GOOD = 25;
/** Of the others of a family, so many at most, taken evenly from the better ones to the worse: each costs time at every draw. */
const MOST_BAD = 100;
/** Drawn from the good ones, of which the most promising is taken. */
const CANDIDATES = 24;

/** Shares in [0, 1) by parameter; a parameter whose condition does not hold is absent. */
type Point = ReadonlyMap<string, number>;

/** A mixture of a kernel around each point and the uniform distribution. */
interface Mixture {
  readonly points: readonly Point[];
  readonly width: number;
}

/**
 * The tree-structured Parzen estimator (Bergstra et al. 2011), in its multivariate form (Falkner et al. 2018, BOHB): the
 * family by the shares of good and bad trials, then the point where good trials are dense and bad ones thin.
 */
export const tpeSampler: GeneralSampler = {
  name: 'tpe',
  next(request) {
    const { random } = request;
    const known = bestFirst(request);
    if (known.length < STARTUP) return randomSampler.next(request);
    const { family, space } = chooseFamily(request, known);
    const own = known.filter(({ config }) => config.family === family);
    const count = goodCount(own.length);
    const good = mixture(space, own.slice(0, count));
    const bad = mixture(space, evenly(own.slice(count), MOST_BAD));
    const candidates = Array.from({ length: CANDIDATES }, () => draw(space, good, random));
    const scores = candidates.map(({ point }) => logRatio(space, point, good, bad));
    const best = candidates[scores.indexOf(Math.max(...scores))];
    return { family, params: best?.params ?? {} };
  },
};

function goodCount(trials: number): number {
  return Math.min(MOST_GOOD, Math.ceil(GOOD_SHARE * trials));
}

/** So many at most, from the first to the last. */
function evenly<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return Array.from(
    { length: most },
    (_, i) => items[Math.floor(((i + 0.5) * items.length) / most)] as T,
  );
}

/** A family is drawn by its share of the good trials, with one more for all families so that none is given up. */
function chooseFamily<T extends TriedConfig>(
  { families, random }: SampleRequest<T>,
  known: readonly T[],
): FamilySpace {
  const good = known.slice(0, goodCount(known.length));
  const total = families.reduce((sum, family) => sum + parameterCount(family), 0);
  const weights = families.map((own) => {
    const count = good.filter(({ config }) => config.family === own.family).length;
    return count + parameterCount(own) / total;
  });
  return weightedFamily(families, weights, random.next());
}

function mixture(space: SearchSpace, trials: readonly TriedConfig[]): Mixture {
  const points = trials.map(({ config }) => pointOf(space, config.params));
  const dimensions = Object.keys(space).length;
  // Scott's rule for points that are spread like the uniform distribution.
  const width = pow(points.length, -1 / (dimensions + 4)) / Math.sqrt(12);
  return { points, width: Math.max(0.05, Math.min(0.5, width)) };
}

function pointOf(space: SearchSpace, params: Params): Point {
  const shares = Object.entries(space).flatMap(([name, distribution]) => {
    const value = params[name];
    const share = value === undefined ? undefined : shareAt(distribution, value);
    return share === undefined ? [] : [[name, share] as const];
  });
  return new Map(shares);
}

/** Draws near one of the points, or anywhere. */
function draw(
  space: SearchSpace,
  { points, width }: Mixture,
  random: Random,
): { readonly point: Point; readonly params: Params } {
  const near = points[random.integer(points.length + 1)];
  const params = paramsAt(space, (name) => {
    const own = near?.get(name);
    const [fresh, step] = [random.next(), random.normal()];
    if (own === undefined) return fresh;
    if (space[name]?.kind === 'choice') return fresh < width ? fresh / width : own;
    const moved = own + width * step;
    return moved >= 0 && moved < 1 ? moved : fresh;
  });
  return { point: pointOf(space, params), params };
}

function logRatio(space: SearchSpace, point: Point, good: Mixture, bad: Mixture): number {
  return log(density(space, point, good)) - log(density(space, point, bad));
}

/** Up to a factor; parameters that a point of the mixture lacks are uniform. */
function density(space: SearchSpace, point: Point, { points, width }: Mixture): number {
  let sum = 1;
  for (const own of points) {
    let product = 1;
    for (const [name, share] of point) {
      const center = own.get(name);
      if (center !== undefined) product *= kernel(space[name], share, center, width);
    }
    sum += product;
  }
  return sum / (points.length + 1);
}

/** What a draw around `center` is as likely to give as a uniform one, times this factor. */
function kernel(
  distribution: SearchSpace[string] | undefined,
  share: number,
  center: number,
  width: number,
): number {
  if (distribution?.kind === 'choice') {
    const { length } = distribution.options;
    return share === center ? width + (1 - width) * length : width;
  }
  const distance = (share - center) / width;
  return exp(-square(distance) / 2) / (width * Math.sqrt(2 * Math.PI));
}
