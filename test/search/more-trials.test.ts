import { expect, test } from 'vitest';
import { startBudget } from '../../src/search/budget.js';
import type { FamilySpace, Sampler } from '../../src/search/samplers/sampler.js';
import { halvingScheduler } from '../../src/search/schedulers/halving.js';
import { type Recorded, search } from '../../src/search/search.js';
import { type Stretch, stretchKey, stretchOf } from '../../src/trial/stretch.js';
import type { Trial, TrialConfig } from '../../src/trial/trial.js';
import { now } from '../../src/util/clock.js';
import { randomStream } from '../../src/util/random.js';
import { trialRecord } from '../fixtures/kept-trial.js';

const families: readonly FamilySpace[] = [
  {
    family: 'mlp',
    defaults: { epochs: 9, rate: 0.5 },
    space: { rate: { kind: 'uniform', low: 0, high: 1 } },
    rungs: { param: 'epochs', shares: [1 / 9, 1 / 3] },
  },
];

/** Draws by all that it sees. */
const climber: Sampler = {
  name: 'climber',
  next({ earlier, random }) {
    const sum = earlier.reduce((all, trial) => all + (trial.score ?? 0) * (trial.rung + 1), 0);
    return { family: 'mlp', params: { epochs: 9, rate: (sum + random.next()) % 1 } };
  },
};

/** What earlier processes have on record, in the order of arrival. */
interface Log {
  readonly order: Recorded[];
  readonly trials: Map<string, Trial>;
  /** Stretches whose record was of another configuration. */
  readonly others: string[];
}

function emptyLog(): Log {
  return { order: [], trials: new Map(), others: [] };
}

function scoreOf({ params }: TrialConfig, rung: number): number {
  return (Number(params.rate ?? 0) * 7 + rung / 10) % 1;
}

/** Goes on with a log; stops for good after so many new stretches, as a process does that is killed. */
async function goOn(
  log: Log,
  most: number,
  { asTheyCome = false, seed = 1, kill = Number.POSITIVE_INFINITY } = {},
): Promise<readonly Trial[]> {
  const random = randomStream(seed, 'delays');
  const controller = new AbortController();
  const budget = startBudget({ trials: most, timeLimit: undefined }, now(), controller.signal);
  const recorded = [...log.order];
  let ended = 0;
  const run = async ({ number, trial, rung, config, pauseAfter }: Stretch) => {
    const key = stretchKey({ trial, rung });
    const known = log.trials.get(key);
    if (known && JSON.stringify(known.config) === JSON.stringify(config)) return known;
    if (known) log.others.push(key);
    for (let turn = random.integer(30); turn > 0; turn--) await new Promise(setImmediate);
    const state = pauseAfter === undefined ? 'complete' : 'paused';
    const record = trialRecord(trial, { config, rung, state, score: scoreOf(config, rung) });
    if (ended++ >= kill) controller.abort();
    if (controller.signal.aborted) return { ...record, state: 'stopped' as const, score: null };
    log.trials.set(key, record);
    log.order.push({ number, ...stretchOf(record) });
    return record;
  };
  return search({
    baseline: { family: 'constant', params: {} },
    first: [{ family: 'mlp', params: { epochs: 9, rate: 0.5 } }],
    families,
    sampler: climber,
    scheduler: halvingScheduler,
    seed: 0,
    lag: 8,
    worth: ({ score }) => score ?? Number.NEGATIVE_INFINITY,
    budget,
    asTheyCome,
    recorded,
    run,
    onTrial: () => {},
  });
}

test('trials that are added later are those that a search has that was told of all from the start', async () => {
  const whole = await goOn(emptyLog(), 40);
  for (const [first, second] of [
    [1, 2],
    [9, 17],
    [20, 39],
  ] as const) {
    const log = emptyLog();
    await goOn(log, first, { seed: first });
    await goOn(log, second, { seed: second, kill: 5 });
    await goOn(log, second, { seed: second });
    expect(await goOn(log, 40, { seed: 3 })).toEqual(whole);
    expect(log.others).toEqual([]);
  }
});

test('where results count as they come, all that is on record is what is tried again', async () => {
  for (let seed = 0; seed < 20; seed++) {
    const log = emptyLog();
    const asTheyCome = true;
    await goOn(log, 27, { asTheyCome, seed });
    await goOn(log, 60, { asTheyCome, seed: seed + 100, kill: 10 + seed });
    await goOn(log, 60, { asTheyCome, seed: seed + 200, kill: 20 });
    await goOn(log, 60, { asTheyCome, seed: seed + 300 });
    const before = log.order.length;
    const again = await goOn(log, 60, { asTheyCome, seed: seed + 400 });
    expect(log.others).toEqual([]);
    expect(log.order).toHaveLength(before);
    expect(again).toHaveLength(61);
  }
});
