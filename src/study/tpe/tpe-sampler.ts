import { bestFirst } from '../../search/samplers/best-first.js';
import { randomSampler } from '../../search/samplers/random-sampler.js';
import type { GeneralSampler } from '../../search/samplers/sampler.js';
import type { Distribution, Params, ParamValue, SearchSpace } from '../../space/search-space.js';
import { holds, valueAt } from '../../space/unit-cube.js';
import type { TriedConfig } from '../../trial/trial.js';
import type { Random } from '../../util/random.js';
import { createParzen } from './parzen.js';

/** Trials with a value before the first model. */
const STARTUP = 10;
/** Of all trials, those that count as good; at most so many. */
const GOOD_SHARE = 0.1;
const MOST_GOOD = 25;
/** The last ones of the others, which weigh the same; those before them the less, the older they are. */
const FRESH = 25;
/** So many of the others at most, the last ones: each costs time at every choice. */
const MOST_OTHERS = 1000;
/** Drawn from the good ones, of which the most promising is taken. */
const CANDIDATES = 24;

/**
 * The tree-structured Parzen estimator (Bergstra et al. 2011), multivariate (Falkner et al. 2018): what is tried next lies where
 * good trials are dense and others thin. Parameters of one condition are chosen together, after those that it depends on, by
 * the trials that have them: which of those are good is told among themselves.
 */
export const tpeSampler: GeneralSampler = {
  name: 'tpe',
  next(request) {
    const { families, random } = request;
    const [family] = families;
    const known = bestFirst(request);
    if (!family || families.length > 1 || known.length < STARTUP)
      return randomSampler.next(request);
    const params: Record<string, ParamValue> = {};
    for (const group of groupsOf(family.space)) {
      const names = Object.keys(group);
      if (!holds(group[names[0] ?? '']?.when, params)) continue;
      const own = known.filter(({ config }) => names.every((name) => name in config.params));
      Object.assign(params, choose(group, own, random));
    }
    return { family: family.family, params };
  },
};

/** Parameters of the same condition, groups in the order of the space. */
function groupsOf(space: SearchSpace): readonly SearchSpace[] {
  const groups = new Map<string, [string, Distribution][]>();
  for (const [name, distribution] of Object.entries(space)) {
    const condition = JSON.stringify(distribution.when ?? null);
    groups.set(condition, [...(groups.get(condition) ?? []), [name, distribution]]);
  }
  return [...groups.values()].map((own) => Object.fromEntries(own));
}

/** By trials that have all parameters of the group, the best first. */
function choose(group: SearchSpace, known: readonly TriedConfig[], random: Random): Params {
  const axes = Object.entries(group);
  // With fewer a single one would count as good by chance (Falkner et al. 2018).
  const count = known.length <= axes.length ? 0 : goodCount(known.length);
  const paramsOf = (trials: readonly TriedConfig[]) => trials.map(({ config }) => config.params);
  const others = known
    .slice(count)
    .toSorted((a, b) => a.number - b.number)
    .slice(-MOST_OTHERS);
  const good = createParzen(
    group,
    paramsOf(known.slice(0, count)),
    new Array<number>(count).fill(1),
  );
  const rest = createParzen(group, paramsOf(others), weightsByAge(others.length));
  const candidates = Array.from({ length: CANDIDATES }, () => good.draw(random));
  const promises = candidates.map((point) => good.logDensity(point) - rest.logDensity(point));
  const best = candidates[promises.indexOf(Math.max(...promises))] ?? [];
  return Object.fromEntries(
    axes.map(([name, distribution], axis) => {
      const place = best[axis] ?? 0;
      if (distribution.kind !== 'choice') return [name, valueAt(distribution, place)];
      return [name, distribution.options[place] ?? valueAt(distribution, 0)];
    }),
  );
}

function goodCount(trials: number): number {
  return Math.min(MOST_GOOD, Math.ceil(GOOD_SHARE * trials));
}

/** From the oldest to the last. */
function weightsByAge(trials: number): readonly number[] {
  const old = trials - FRESH;
  return Array.from({ length: trials }, (_, i) =>
    i < old && old > 1 ? 1 / trials + (i / (old - 1)) * (1 - 1 / trials) : 1,
  );
}
