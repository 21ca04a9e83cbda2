import { type LearntKernel, learnKernel } from '../../models/marginal-likelihood.js';
import { bestFirst } from '../../search/samplers/best-first.js';
import { randomSampler } from '../../search/samplers/random-sampler.js';
import type { GeneralSampler, SampleRequest } from '../../search/samplers/sampler.js';
import type { Params } from '../../space/search-space.js';
import type { TriedConfig } from '../../trial/trial.js';
import { log1p } from '../../util/elementary/log.js';
import { square } from '../../util/elementary/square.js';
import { createEncoder, type Encoder } from './encoder.js';
import { logImprovement } from './expected-improvement.js';
import { type Expected, posterior } from './posterior.js';
import { mostPromising } from './promising.js';

/** Trials with a value before the first model. */
const STARTUP = 10;
/** Rows that the kernel is learnt from, and those that the process knows: the better half of the most, and some of the others. */
const MOST_LEARNT = 60;
const MOST_KNOWN = 120;
/** The kernel is learnt anew each time that there are so many times the trials. */
const GROWTH = 1.15;
const STEPS = 30;
/** How much more a value is trusted than a row of a table, whose label chance has a part in. */
const TRUST = 100;
/** No target is farther behind the best, so that a penalty, however large, leaves the others their shape. */
const MOST_BEHIND = 10;
/** Known ones that candidates are drawn near to. */
const STARTS = 5;

const never = () => false;

/**
 * Bayesian optimization (Snoek et al. 2012): a Gaussian process with a length a parameter expects values by those that are
 * known, and what promises most to improve on the best is tried. What is under way counts as if it had its expected value (Ginsbourger et al. 2010).
 */
export const gpSampler: GeneralSampler = {
  name: 'gp',
  next(request) {
    const { families, random } = request;
    const [family] = families;
    const known = bestFirst(request);
    if (!family || families.length > 1 || known.length < STARTUP)
      return randomSampler.next(request);
    const encoder = createEncoder(family.space);
    const learnt = learntKernel(request, encoder);
    const expect = processOf(known, request, encoder, learnt);
    if (!expect) return randomSampler.next(request);
    const promise = (all: readonly Params[]) => {
      const rows = encoder.rows(all);
      return all.map((_, row) => {
        const { mean, deviation } = expect.at(rows, row);
        return logImprovement(mean, deviation, expect.best);
      });
    };
    const starts = known.slice(0, STARTS).map(({ config }) => config.params);
    return { family: family.family, params: mostPromising(family.space, starts, promise, random) };
  },
};

/**
 * By the first trials alone, as many as a schedule says, so that it is the same whenever it is learnt. Kept by the list of
 * trials, which grows.
 */
function learntKernel<T extends TriedConfig>(
  request: SampleRequest<T>,
  encoder: Encoder,
): LearntKernel {
  const { earlier, worth } = request;
  const valid = earlier.filter((trial) => Number.isFinite(worth(trial)));
  const count = learntCount(valid.length);
  const kept = KERNELS.get(earlier);
  if (kept?.count === count) return kept.kernel;
  const first = bestFirst({ ...request, earlier: valid.slice(0, count) });
  const rows = halfBest(first, MOST_LEARNT);
  const kernel = learnKernel(
    {
      x: encoder.rows(rows.map(({ config }) => config.params)),
      scaleOf: encoder.scaleOf,
      y: targets(rows.map(request.worth)),
      weights: new Float64Array(rows.length).fill(TRUST),
    },
    never,
    STEPS,
  );
  const trusted = { ...kernel, noise: kernel.noise / TRUST };
  KERNELS.set(earlier, { count, kernel: trusted });
  return trusted;
}

const KERNELS = new WeakMap<
  readonly TriedConfig[],
  { readonly count: number; readonly kernel: LearntKernel }
>();

function learntCount(trials: number): number {
  let count = STARTUP;
  for (let next = count; next <= trials; next = Math.max(next + 1, Math.floor(next * GROWTH))) {
    count = next;
  }
  return count;
}

/** What is expected of rows, and the best value that is known. */
interface Process {
  readonly at: (rows: ReturnType<Encoder['rows']>, row: number) => Expected;
  readonly best: number;
}

function processOf<T extends TriedConfig>(
  known: readonly T[],
  { pending = [], worth }: SampleRequest<T>,
  encoder: Encoder,
  learnt: LearntKernel,
): Process | undefined {
  const trials = halfBest(known, MOST_KNOWN);
  const rows = trials.map(({ config }) => config.params);
  const y = targets(trials.map(worth));
  const own = posterior(learnt, encoder.rows(rows), y);
  if (!own) return undefined;
  // What is expected of the best ones: what they gave may be luck.
  const told = encoder.rows(rows.slice(0, STARTS));
  const bests = Array.from({ length: told.rows }, (_, row) => own(told, row).mean);
  const best = Math.max(...bests);
  if (pending.length === 0) return { at: own, best };
  const under = pending.map(({ params }) => params);
  const expected = encoder.rows(under);
  const means = under.map((_, row) => own(expected, row).mean);
  const all = posterior(learnt, encoder.rows([...rows, ...under]), Float64Array.of(...y, ...means));
  return all && { at: all, best: Math.max(best, ...means) };
}

/** So many at most, of a list whose best come first: half of them the best, the others evenly of the rest. */
function halfBest<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  const half = most >> 1;
  const rest = items.slice(half);
  return [
    ...items.slice(0, half),
    ...Array.from(
      { length: most - half },
      (_, i) => rest[Math.floor((i * rest.length) / (most - half))] as T,
    ),
  ];
}

/**
 * Values of rows, of mean 0 and variance 1: what lies behind the best counts by the logarithm of 1 and its
 * distance, in units of that of the middle one, so that none is too far out and near ones keep their shape.
 */
function targets(worths: readonly number[]): Float64Array {
  // What was pruned may have shown more than the best of what is complete.
  const sorted = worths.toSorted((a, b) => b - a);
  const first = sorted[0] ?? 0;
  const behind = (worth: number) => Math.min(first - worth, Number.MAX_VALUE);
  const unit = behind(sorted[sorted.length >> 1] ?? 0) || 1;
  const bent = worths.map((worth) => -Math.min(log1p(behind(worth) / unit), MOST_BEHIND));
  const mean = bent.reduce((sum, own) => sum + own, 0) / bent.length;
  const variance = bent.reduce((sum, own) => sum + square(own - mean), 0) / bent.length;
  return Float64Array.from(bent, (own) => (own - mean) / Math.sqrt(variance || 1));
}
