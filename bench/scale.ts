/**
 * A search on as many workers as nobody has at hand: the search, its trials and their jobs are the real ones, workers, network
 * and queue are simulated, on a clock that jumps (bench/scale/). Folds take a minute in the median; a few take eight times as
 * long, some workers die. Prints trials an hour, the share of the workers' time without work, what the lag costs (how much
 * worse the best configuration is than the best that there is), and what the search needs of its own processor. A lag of "2x" is
 * twice the workers; "live" counts results as they come, as searches with a time limit do, others as they were begun. The share
 * without work is that until the last stretch begins: what follows waits for the slowest fold.
 *
 *   npm run bench:scale -- [--workers 1,10,100,1000] [--lag 8,1x,8x,"2x live"] [--trials 2000] [--fold 60] [--broker 0.001] [--seeds 0] [--models realmlp] [--json]
 */
import { parseArgs } from 'node:util';
import { metricNamed } from '../src/metrics/metrics.js';
import { resolveOptions } from '../src/options/options.js';
import { startBudget } from '../src/search/budget.js';
import { SAMPLERS } from '../src/search/samplers/samplers.js';
import { SCHEDULERS } from '../src/search/schedulers/schedulers.js';
import { search } from '../src/search/search.js';
import type { FoldResult } from '../src/trial/job.js';
import { runTrial } from '../src/trial/run-trial.js';
import { createJudge } from '../src/trial/trial-judge.js';
import { firstFoldWorth } from '../src/trial/trial-worth.js';
import { createSimulatedWork, errorOf } from './scale/simulated-work.js';
import { createSimulatedWorkers } from './scale/simulated-workers.js';
import { createVirtualClock } from './scale/virtual-clock.js';

const FOLDS = 5;
const ROWS = 2000;

const { values: flags } = parseArgs({
  options: {
    workers: { type: 'string', default: '1,10,100,1000' },
    lag: { type: 'string', default: '8,1x,8x,2x live' },
    trials: { type: 'string', default: '2000' },
    fold: { type: 'string', default: '60' },
    delay: { type: 'string', default: '0.005' },
    broker: { type: 'string', default: '0.001' },
    deaths: { type: 'string', default: '0.005' },
    models: { type: 'string' },
    seeds: { type: 'string', default: '0' },
    json: { type: 'boolean', default: false },
  },
});
const trials = Number(flags.trials);
const rows = Int32Array.from({ length: ROWS }, (_, row) => row);
const foldOf = (fold: number) => ({
  train: rows.filter((row) => row % FOLDS !== fold),
  validation: rows.filter((row) => row % FOLDS === fold),
});
const metric = metricNamed('rmse');
const target = Float64Array.from(rows);
const folds = Array.from({ length: FOLDS }, (_, fold) => foldOf(fold));
const judge = createJudge(folds, { kind: 'regression', classes: 0 }, metric, { target });
const { families, first } = await resolveOptions({
  ...{ label: 'y', trials },
  ...(flags.models !== undefined && { models: flags.models.split(',') }),
});

const figures = [];
for (const workers of flags.workers.split(',').map(Number)) {
  for (const name of flags.lag.split(',')) {
    const [, times, live] = /^(\d+)x( live)?$/.exec(name) ?? [];
    const lag = times === undefined ? Number(name) : Number(times) * workers;
    for (const seed of flags.seeds.split(',').map(Number)) {
      figures.push(await simulated(workers, lag, live !== undefined, seed));
    }
  }
}
if (flags.json) console.log(JSON.stringify(figures));
else console.table(figures);

async function simulated(workers: number, lag: number, asTheyCome: boolean, seed: number) {
  const clock = createVirtualClock();
  const machines = {
    ...{ workers, fold: Number(flags.fold), spread: 0.8, stragglers: 0.02, slowness: 8 },
    ...{ deaths: Number(flags.deaths), noticed: 7, restart: 60 },
    ...{ delay: Number(flags.delay), broker: Number(flags.broker) },
  };
  const work = createSimulatedWork(families, judge);
  const executor = createSimulatedWorkers(machines, clock, work);
  const left = new Map<string, readonly FoldResult[]>();
  const budget = startBudget({ trials, timeLimit: undefined }, performance.now());
  let [stretches, best] = [0, Number.POSITIVE_INFINITY];
  let [begun, busy] = [0, 0];
  const before = process.cpuUsage();
  await clock.runUntil(
    search({
      ...{ baseline: { family: 'constant', params: {} }, first, families, budget, seed, lag },
      ...{ sampler: SAMPLERS.tpe, scheduler: SCHEDULERS.halving, screens: true, asTheyCome },
      worth: (trial) => firstFoldWorth(metric, trial),
      async run(stretch) {
        [begun, busy] = [clock.now(), executor.busy()];
        const earlier = left.get(`${stretch.trial}-${stretch.rung - 1}`);
        const finished = await runTrial(executor, judge, stretch, earlier);
        if (finished.left) left.set(`${stretch.trial}-${stretch.rung}`, finished.left.folds);
        if (finished.trial.state === 'complete')
          best = Math.min(best, errorOf(stretch.config, families));
        return finished.trial;
      },
      onTrial: () => void stretches++,
    }),
  );
  const { user, system } = process.cpuUsage(before);
  const hours = clock.now() / 3600;
  return {
    ...{ workers, lag, order: asTheyCome ? 'as they come' : 'as begun', seed },
    hours: rounded(hours),
    trialsAnHour: Math.round(trials / hours),
    idle: rounded(1 - busy / (workers * begun)),
    tailHours: rounded(hours - begun / 3600),
    lost: executor.lost(),
    msAStretch: rounded((user + system) / 1000 / stretches),
    bestError: rounded(best),
    megabytes: Math.round(process.memoryUsage().rss / 2 ** 20),
  };
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
