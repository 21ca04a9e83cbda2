import { expect, test } from 'vitest';
import type { Budget } from '../../src/search/budget.js';
import { startBudget } from '../../src/search/budget.js';
import { randomSampler } from '../../src/search/samplers/random-sampler.js';
import type { FamilySpace, Sampler } from '../../src/search/samplers/sampler.js';
import { halvingScheduler } from '../../src/search/schedulers/halving.js';
import { noScheduler } from '../../src/search/schedulers/no-scheduler.js';
import { lagFor, type SearchPlan, search } from '../../src/search/search.js';
import type { Stretch } from '../../src/trial/stretch.js';
import type { Trial, TrialConfig } from '../../src/trial/trial.js';
import { now } from '../../src/util/clock.js';
import { randomStream } from '../../src/util/random.js';
import { trialRecord } from '../fixtures/kept-trial.js';

const baseline: TrialConfig = { family: 'constant', params: {} };
const families: readonly FamilySpace[] = ['linear', 'mlp'].map((family) => ({
  family,
  defaults: { rate: 0.5 },
  space: { rate: { kind: 'uniform', low: 0, high: 1 } },
}));

function budgetOf(trials: number): Budget {
  return startBudget({ trials, timeLimit: undefined }, now());
}

/** Higher is better. */
function worth({ score }: Trial): number {
  return score ?? Number.NEGATIVE_INFINITY;
}

/** The score of a configuration, whatever else happens. */
function scoreOf({ params }: TrialConfig): number {
  return (Number(params.rate ?? 0) * 7) % 1;
}

interface Finished {
  readonly configs: Map<number, TrialConfig>;
  readonly arrived: number[];
  readonly trials: readonly Trial[];
}

async function run(
  plan: Partial<SearchPlan> & Pick<SearchPlan, 'budget'>,
  delayOf: (number: number) => number = () => 0,
): Promise<Finished> {
  const configs = new Map<number, TrialConfig>();
  const arrived: number[] = [];
  const trials = await search({
    baseline,
    first: families.map(({ family, defaults }) => ({ family, params: defaults })),
    families,
    sampler: randomSampler,
    scheduler: noScheduler,
    seed: 0,
    lag: 4,
    worth,
    async run({ trial, config }) {
      configs.set(trial, config);
      await new Promise((resolve) => setTimeout(resolve, delayOf(trial)));
      return trialRecord(trial, { config, score: scoreOf(config) });
    },
    onTrial: (trial) => arrived.push(trial.number),
    ...plan,
  });
  return { configs, arrived, trials };
}

/** Stays near the best of the trials that it is shown, so that what it sees shows in what it draws. */
const climber: Sampler = {
  name: 'climber',
  next({ earlier, random }) {
    const best = earlier.toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))[0];
    const rate = Number(best?.config.params.rate ?? 0) + earlier.length + random.next();
    return { family: 'mlp', params: { rate } };
  },
};

test('the baseline comes first, then the defaults of each family, then what the sampler draws', async () => {
  const { configs, trials } = await run({ budget: budgetOf(4) });
  const first = [
    baseline,
    ...families.map(({ family, defaults }) => ({ family, params: defaults })),
  ];
  expect([0, 1, 2].map((number) => configs.get(number))).toEqual(first);
  const random = randomStream(0, 3, 'sampler');
  const request = { families, earlier: [], worth, random, draw: 0 };
  expect(configs.get(3)).toEqual(randomSampler.next(request));
  expect(trials.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4]);
});

test('a bound on trials does not count the baseline', async () => {
  expect((await run({ budget: budgetOf(1) })).trials).toHaveLength(2);
  expect((await run({ budget: budgetOf(20) })).trials).toHaveLength(21);
});

test('decisions are the same in whatever order and however late trials finish', async () => {
  const steady = await run({ budget: budgetOf(24), sampler: climber });
  for (const seed of [1, 2, 3]) {
    const random = randomStream(seed, 'delays');
    const delays = Array.from({ length: 25 }, () => random.integer(12));
    const other = await run({ budget: budgetOf(24), sampler: climber }, (n) => delays[n] ?? 0);
    expect(other.arrived).not.toEqual(steady.arrived);
    expect(other.configs).toEqual(steady.configs);
    expect(other.trials).toEqual(steady.trials);
  }
});

test('what trial n is may depend on the trials up to n − lag and on no others', async () => {
  const seen = new Map<number, readonly number[]>();
  const configs = new Map<number, TrialConfig>();
  const watching: Sampler = {
    name: 'watching',
    next(request) {
      seen.set(
        configs.size,
        request.earlier.map(({ number }) => number),
      );
      return randomSampler.next(request);
    },
  };
  const own = async ({ trial: number, config }: Stretch) => {
    configs.set(number, config);
    return trialRecord(number, { config });
  };
  await run({ budget: budgetOf(10), sampler: watching, lag: 3, run: own });
  expect(seen.get(3)).toEqual([0]);
  expect(seen.get(4)).toEqual([0, 1]);
  expect(seen.get(10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test('at most as many trials as the lag are in flight', async () => {
  let running = 0;
  let most = 0;
  const own = async ({ trial: number, config }: Stretch) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, number % 3));
    running--;
    return trialRecord(number, { config });
  };
  await run({ budget: budgetOf(20), lag: 5, run: own });
  expect(most).toBe(5);
});

/** So many workers with a clock of their own, on which a trial takes so many units; gives how many the search took. */
async function unitsTaken(
  workers: number,
  plan: Partial<SearchPlan> & Pick<SearchPlan, 'budget'>,
  unitsOf: (trial: number) => number,
): Promise<number> {
  const waiting: { trial: number; end: () => void }[] = [];
  let busy: { until: number; end: () => void }[] = [];
  let time = 0;
  let isOver = false;
  const searching = run({
    ...plan,
    async run({ trial, config }) {
      await new Promise<void>((end) => waiting.push({ trial, end }));
      return trialRecord(trial, { config, score: scoreOf(config) });
    },
  }).finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await new Promise((resolve) => setImmediate(resolve));
    for (const { trial, end } of waiting.splice(0, workers - busy.length))
      busy.push({ until: time + unitsOf(trial), end });
    const first = busy.toSorted((a, b) => a.until - b.until)[0];
    busy = busy.filter((own) => own !== first);
    time = first?.until ?? time;
    first?.end();
  }
  await searching;
  return time;
}

test('where a clock decides, a straggler 50 times as long keeps nobody waiting', async () => {
  const unitsOf = (trial: number) => (trial === 5 ? 50 : 1);
  const plan = { budget: budgetOf(200), lag: lagFor(2) };
  const ideal = (200 + 50) / 2;
  expect(await unitsTaken(2, { ...plan, asTheyCome: true }, unitsOf)).toBeLessThan(1.05 * ideal);
  expect(await unitsTaken(2, plan, unitsOf)).toBeGreaterThan(1.15 * ideal);
});

test('where a clock decides, 16 workers are all busy', async () => {
  const plan = { budget: budgetOf(160), lag: lagFor(16), asTheyCome: true };
  expect(await unitsTaken(16, plan, () => 1)).toBeLessThan(13);
});

test('a search that goes on tries what it tried, though its results came in another order', async () => {
  const [random, other] = [randomStream(1, 'delays'), randomStream(2, 'delays')];
  const delays = Array.from({ length: 41 }, () => random.integer(12));
  const plan = { budget: budgetOf(40), sampler: climber, asTheyCome: true };
  const whole = await run(plan, (trial) => delays[trial] ?? 0);
  expect(whole.arrived).not.toEqual(whole.arrived.toSorted((a, b) => a - b));
  for (const count of [1, 7, 20, 33]) {
    const recorded = whole.arrived.slice(0, count);
    const delayOf = (trial: number) => (recorded.includes(trial) ? 0 : other.integer(12));
    const stretches = recorded.map((number) => ({ number, trial: number, rung: 0 }));
    const again = await run({ ...plan, recorded: stretches }, delayOf);
    for (const number of recorded)
      expect(again.configs.get(number)).toEqual(whole.configs.get(number));
    // What was under way then is under way again.
    const last = Math.max(...recorded);
    for (let number = 1; number <= last; number++)
      expect(again.configs.get(number)).toEqual(whole.configs.get(number));
  }
});

test('an abort issues nothing more and waits for what is running', async () => {
  const controller = new AbortController();
  const budget = startBudget({ trials: 1000, timeLimit: undefined }, now(), controller.signal);
  const own = async ({ trial: number, config }: Stretch) => {
    if (number === 6) controller.abort();
    await new Promise((resolve) => setTimeout(resolve, 3));
    return trialRecord(number, { config });
  };
  const { trials, arrived } = await run({ budget, lag: 2, run: own });
  expect(trials.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(arrived.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test('where trials are screened, all but the first ones begin on the first fold, and the best go on', async () => {
  const portfolio = [{ family: 'mlp', params: { rate: 0.25 } }];
  const seen: Stretch[] = [];
  const own = async (stretch: Stretch) => {
    seen.push(stretch);
    const { trial, rung, config, onFirstFold } = stretch;
    const state = onFirstFold ? 'screened' : 'complete';
    return trialRecord(trial, { rung, config, state, score: scoreOf(config) });
  };
  const given = { portfolio, screens: true, scheduler: halvingScheduler, run: own };
  const { trials } = await run({ budget: budgetOf(20), ...given });
  const begun = seen.filter(({ rung }) => rung === 0);
  expect(begun.slice(0, 3).map(({ onFirstFold }) => onFirstFold ?? false)).toEqual([
    false,
    false,
    false,
  ]);
  expect(begun[3]?.config).toEqual(portfolio[0]);
  expect(begun.slice(3).every(({ onFirstFold }) => onFirstFold)).toBe(true);
  const gone = seen.filter(({ rung }) => rung === 1);
  expect(gone.length).toBeGreaterThan(2);
  for (const { onFirstFold } of gone) expect(onFirstFold ?? false).toBe(false);
  const worst = Math.min(...gone.map(({ config }) => scoreOf(config)));
  const screened = trials.filter(({ state }) => state === 'screened');
  expect(screened.length).toBeGreaterThan(gone.length);
  expect(screened.filter(({ config }) => scoreOf(config) > worst).length).toBeLessThan(gone.length);
});

test('a trial that fails on its way is told as failed, and the sampler still learns its score', async () => {
  const seen: (readonly Trial[])[] = [];
  const watching: Sampler = {
    name: 'watching',
    next(request) {
      seen.push(request.earlier);
      return randomSampler.next(request);
    },
  };
  const own = async ({ trial, rung, config, onFirstFold }: Stretch) => {
    if (rung > 0) return trialRecord(trial, { rung, config, state: 'failed', score: null });
    const state = onFirstFold ? 'screened' : 'complete';
    return trialRecord(trial, { config, state, score: scoreOf(config) });
  };
  const given = { screens: true, scheduler: halvingScheduler, sampler: watching, run: own };
  const { trials } = await run({ budget: budgetOf(20), ...given });
  expect(trials.some(({ state }) => state === 'failed')).toBe(true);
  expect(seen.flat().every(({ score }) => score !== null)).toBe(true);
});

test('a budget that is spent before the start still runs the baseline', async () => {
  const budget = startBudget({ trials: undefined, timeLimit: 0.001 }, now() - 1000);
  expect((await run({ budget })).trials.map(({ config }) => config.family)).toEqual(['constant']);
});

test('without families only the baseline runs', async () => {
  const { trials } = await run({ budget: budgetOf(5), families: [] });
  expect(trials).toHaveLength(1);
});

test('failed trials count and the search goes on', async () => {
  const own = async ({ trial: number, config }: Stretch) =>
    trialRecord(number, { config, state: 'failed', score: null, reason: 'no' });
  expect((await run({ budget: budgetOf(12), run: own })).trials).toHaveLength(13);
});

test('of a family, the configuration that the time allows comes first', async () => {
  const lengths = { param: 'epochs', options: [4, 16, 64], effort: { width: 1 } };
  const own = {
    family: 'net',
    defaults: { epochs: 64, width: 8 },
    space: { rate: { kind: 'uniform', low: 0, high: 1 } },
    lengths,
  } as const;
  const first = [
    { family: 'net', params: { epochs: 64, width: 32 } },
    { family: 'mlp', params: { rate: 0.25 } },
    { family: 'net', params: { epochs: 64, width: 8 } },
  ];
  const asked: (number | undefined)[] = [];
  const pace = async (sharing: number | undefined) => {
    asked.push(sharing);
    return { net: 70 };
  };
  const given = { first, families: [...families, own], pace };
  const { configs } = await run({ budget: budgetOf(3), ...given });
  expect(asked).toEqual([1]);
  expect([1, 2, 3].map((number) => configs.get(number)?.params)).toEqual([
    { epochs: 64, width: 8 },
    { rate: 0.25 },
    { epochs: 16, width: 32 },
  ]);
  const short = await run({ budget: budgetOf(3), ...given, pace: async () => ({ net: 20 }) });
  expect([1, 2, 3].map((number) => short.configs.get(number)?.params)).toEqual([
    { epochs: 16, width: 8 },
    { rate: 0.25 },
    { epochs: 4, width: 32 },
  ]);
});

test('where the time would cut the first configuration of a family, its light one is tried', async () => {
  const own = {
    family: 'net',
    defaults: { epochs: 64, width: 8 },
    space: { width: { kind: 'integer', low: 2, high: 8 } },
    lengths: { param: 'epochs', options: [4, 16, 64], effort: { width: 1 }, light: { width: 2 } },
  } as const;
  const first = [
    { family: 'net', params: own.defaults },
    { family: 'mlp', params: { rate: 0.25 } },
  ];
  const triedWith = async (net: number) => {
    const pace = async () => ({ net });
    const { configs } = await run({
      budget: budgetOf(3),
      first,
      families: [...families, own],
      pace,
    });
    return [1, 2, 3].map((number) => configs.get(number)?.params);
  };
  const [whole, light] = [own.defaults, { epochs: 64, width: 2 }];
  expect(await triedWith(64)).toEqual([whole, { rate: 0.25 }, light]);
  expect(await triedWith(16)).toEqual([light, { rate: 0.25 }, { ...whole, epochs: 16 }]);
});

/** A search in which memory is not enough for some trials; the families that were tried, and what was told. */
async function lacking(lacks: (config: TrialConfig, trial: number) => boolean) {
  const told: string[] = [];
  const { trials } = await run({
    budget: budgetOf(24),
    onLeftOut: (family) => told.push(family),
    async run({ trial, config }) {
      const reason = 'memory is not enough: no room';
      if (lacks(config, trial)) {
        return trialRecord(trial, { config, state: 'failed', score: null, reason });
      }
      return trialRecord(trial, { config, score: scoreOf(config) });
    },
  });
  const tried = trials.map(({ config }) => config.family);
  return { told, tried };
}

test('a family that memory is not enough for is tried no more, and others are', async () => {
  const { told, tried } = await lacking(({ family }) => family === 'mlp');
  expect(told).toEqual(['mlp']);
  expect(tried).toHaveLength(25);
  // What was under way when the second one failed is tried.
  const times = tried.filter((family) => family === 'mlp').length;
  expect(times).toBeGreaterThanOrEqual(2);
  expect(times).toBeLessThan(6);
});

test('a family that has a score goes on, and so does one that lacked memory once', async () => {
  expect((await lacking(({ family }, trial) => family === 'mlp' && trial > 2)).told).toEqual([]);
  expect((await lacking((_, trial) => trial === 1)).told).toEqual([]);
});

test('where memory is not enough for any family, the search ends', async () => {
  const { told, tried } = await lacking(({ family }) => family !== 'constant');
  expect(told.toSorted()).toEqual(['linear', 'mlp']);
  expect(tried.length).toBeLessThan(20);
});
