import type { Params, SearchSpace } from '../../space/search-space.js';
import { paramsAt, shareAt } from '../../space/unit-cube.js';
import { square } from '../../util/elementary/square.js';
import type { Random } from '../../util/random.js';

/** Drawn from the whole space, and near each of the best known ones. */
const ANYWHERE = 300;
const NEAR = 20;
/** Climbers, their rounds, steps a round, and the first of these in shares of a range, halved each round. */
const CLIMBERS = 3;
const ROUNDS = 7;
const STEPS = 12;
const FIRST_STEP = 0.15;

/** Parameters that promise much: the best of what is drawn and of small changes to the best of that. */
export function mostPromising(
  space: SearchSpace,
  starts: readonly Params[],
  promise: (all: readonly Params[]) => readonly number[],
  random: Random,
): Params {
  const anywhere = Array.from({ length: ANYWHERE }, () => paramsAt(space, () => random.next()));
  const near = starts.flatMap((start) =>
    Array.from({ length: NEAR }, () =>
      changed(space, start, FIRST_STEP * square(random.next()), random),
    ),
  );
  let climbers = best([...anywhere, ...near], promise, CLIMBERS);
  for (let round = 0; round < ROUNDS; round++) {
    const step = FIRST_STEP / 2 ** round;
    climbers = climbers.map(({ params, worth }) => {
      const tries = Array.from({ length: STEPS }, () => changed(space, params, step, random));
      const [found] = best(tries, promise, 1);
      return found && found.worth > worth ? found : { params, worth };
    });
  }
  const [first, ...others] = climbers;
  if (!first) throw new Error('nothing was drawn');
  return others.reduce((most, own) => (own.worth > most.worth ? own : most), first).params;
}

interface Candidate {
  readonly params: Params;
  readonly worth: number;
}

function best(
  all: readonly Params[],
  promise: (all: readonly Params[]) => readonly number[],
  count: number,
): readonly Candidate[] {
  const worths = promise(all);
  return all
    .map((params, i) => ({ params, worth: worths[i] ?? Number.NEGATIVE_INFINITY }))
    .sort((a, b) => b.worth - a.worth)
    .slice(0, count);
}

/** Some parameters, at least one, by about a step; a choice now and then. */
function changed(space: SearchSpace, params: Params, step: number, random: Random): Params {
  const names = Object.keys(params);
  const sure = names[random.integer(names.length)];
  const rate = Math.max(0.3, 2 / names.length);
  return paramsAt(space, (name) => {
    const distribution = space[name];
    const value = params[name];
    const own = distribution && value !== undefined ? shareAt(distribution, value) : undefined;
    const [fresh, changes, normal] = [random.next(), random.next(), random.normal()];
    if (own === undefined) return fresh;
    if (name !== sure && changes >= rate) return own;
    if (distribution?.kind === 'choice') return name === sure || changes < 0.1 ? fresh : own;
    // Whole numbers move by one at least, where they move.
    const least =
      distribution?.kind === 'integer' ? 0.7 / (distribution.high - distribution.low + 1) : 0;
    return inside(own + Math.max(step, least) * normal);
  });
}

function inside(share: number): number {
  return Math.min(1 - Number.EPSILON, Math.max(0, share));
}
