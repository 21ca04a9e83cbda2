/**
 * The real search and the real executor in this process, a real Redis on loopback, and as many workers as are told, which speak
 * the real protocol and wait rather than train. Of the search and of Redis it prints what they need of a processor: while nothing
 * happens (`rest…`, of each second), and of each job, beats of workers meanwhile among it. Wall times hang on what else the machine
 * does; those of processors do not. Without `--trials` there are two for each worker, without `--lag` it is that of a time limit.
 *
 *   npm run bench:scale:real -- [--workers 10,100,300] [--seconds 1] [--trials 1000] [--lag 8] [--commands] [--notes] [--json]
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { metricNamed } from '../../src/metrics/metrics.js';
import { resolveOptions } from '../../src/options/options.js';
import { startBudget } from '../../src/search/budget.js';
import { SAMPLERS } from '../../src/search/samplers/samplers.js';
import { SCHEDULERS } from '../../src/search/schedulers/schedulers.js';
import { lagFor, search } from '../../src/search/search.js';
import type { Executor, FoldResult } from '../../src/trial/job.js';
import { runTrial } from '../../src/trial/run-trial.js';
import { firstFoldWorth } from '../../src/trial/trial-worth.js';
import { connectMachines } from '../../src/workers/redis/machines.js';
import { trialContext } from '../../test/fixtures/trial-context.js';
import { type RedisServer, startRedisServer } from './redis-server.js';

/** Workers of a process that waits. */
const EACH = 50;
const ROWS = 2000;
const REST_SECONDS = 5;
const LEAST_TRIALS = 100;

const { values: flags } = parseArgs({
  options: {
    workers: { type: 'string', default: '10,100,300' },
    seconds: { type: 'string', default: '1' },
    trials: { type: 'string', default: '0' },
    lag: { type: 'string', default: '0' },
    commands: { type: 'boolean', default: false },
    notes: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const rows = Array.from({ length: ROWS }, (_, row) => ({ x: row % 7, y: row }));
const { context, judge } = await trialContext(rows, { label: 'y', folds: { folds: 5 } });
const metric = metricNamed('rmse');

const figures = [];
for (const workers of flags.workers.split(',').map(Number)) figures.push(await measured(workers));
if (flags.json) console.log(JSON.stringify(figures));
else console.table(figures);

async function measured(workers: number) {
  const redis = await startRedisServer();
  const folder = mkdtempSync(join(tmpdir(), 'autofit-bench-cache-'));
  const waiting = startWaiting(redis.url, workers, folder);
  const machines = await connectMachines(redis.url);
  const notes = new Map<string, number>();
  const executor = await machines.createExecutor(context, {
    localWorkers: 0,
    signal: new AbortController().signal,
    onMessage: (kind, message) => {
      const key = `${kind}: ${message.replaceAll(/waits-\S+/g, '…')}`;
      notes.set(key, (notes.get(key) ?? 0) + 1);
    },
  });
  const started = performance.now();
  while (executor.workers < workers) await sleep(200);
  const joinSeconds = (performance.now() - started) / 1000;
  const rest = await during(redis, () => sleep(1000 * REST_SECONDS));
  const trials = Number(flags.trials) || Math.max(LEAST_TRIALS, 2 * workers);
  const lag = Number(flags.lag) || lagFor(workers);
  let found = { stretches: 0, jobs: 0 };
  const work = await during(redis, async () => {
    found = await searched(executor, trials, lag);
  });
  if (flags.commands) console.table((await redis.commands()).slice(0, 24));
  if (flags.notes) console.log(notes);
  const { jobs, stretches } = found;
  const lost = executor.machines?.().reduce((sum, own) => sum + own.lost, 0) ?? 0;
  await executor.close();
  for (const child of waiting) child.kill('SIGKILL');
  redis.close();
  rmSync(folder, { recursive: true, force: true });
  return {
    ...{ workers, seconds: Number(flags.seconds), lag, trials, stretches, jobs },
    joinSeconds: rounded(joinSeconds),
    restCommandsASecond: rounded(rest.commands / rest.seconds),
    restSearchMsASecond: rounded(rest.searchMs / rest.seconds),
    restRedisMsASecond: rounded(rest.redisMs / rest.seconds),
    jobsASecond: rounded(jobs / work.seconds),
    commandsAJob: rounded(work.commands / jobs),
    searchMsAJob: rounded(work.searchMs / jobs),
    redisMsAJob: rounded(work.redisMs / jobs),
    searchMsAStretch: rounded(work.searchMs / stretches),
    ...{ lost, redisMegabytes: rounded(work.peakMegabytes), connections: work.connections },
    searchMegabytes: Math.round(process.memoryUsage().rss / 2 ** 20),
  };
}

function startWaiting(url: string, workers: number, folder: string): readonly ChildProcess[] {
  const file = new URL('./waiting-workers.ts', import.meta.url);
  const children: ChildProcess[] = [];
  for (let from = 0; from < workers; from += EACH) {
    const own = Math.min(EACH, workers - from);
    children.push(fork(file, [url, String(own), flags.seconds, folder]));
  }
  return children;
}

/** The search as `fit` runs it with a time limit, without what it writes. */
async function searched(executor: Executor, trials: number, lag: number) {
  const { families, first } = await resolveOptions({ label: 'y', trials });
  const left = new Map<string, readonly FoldResult[]>();
  let [stretches, jobs] = [0, 0];
  const counted: Executor = {
    ...{ workers: executor.workers, close: executor.close },
    run(job) {
      jobs++;
      return executor.run(job);
    },
  };
  await search({
    ...{ baseline: { family: 'constant', params: {} }, first, families, seed: 0, lag },
    budget: startBudget({ trials, timeLimit: undefined }, performance.now()),
    ...{ sampler: SAMPLERS.tpe, scheduler: SCHEDULERS.halving, screens: true, asTheyCome: true },
    worth: (trial) => firstFoldWorth(metric, trial),
    async run(stretch) {
      const earlier = left.get(`${stretch.trial}-${stretch.rung - 1}`);
      const finished = await runTrial(counted, judge, stretch, earlier);
      left.delete(`${stretch.trial}-${stretch.rung - 1}`);
      if (finished.left) left.set(`${stretch.trial}-${stretch.rung}`, finished.left.folds);
      return finished.trial;
    },
    onTrial: () => void stretches++,
  });
  return { stretches, jobs };
}

/** What happened meanwhile. */
async function during(redis: RedisServer, run: () => Promise<void>) {
  const before = await redis.use();
  const own = process.cpuUsage();
  const started = performance.now();
  await run();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(own);
  const after = await redis.use();
  return {
    seconds,
    searchMs: (user + system) / 1000,
    redisMs: after.cpuMs - before.cpuMs,
    commands: after.commands - before.commands,
    peakMegabytes: after.peakMegabytes,
    connections: after.connections,
  };
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
