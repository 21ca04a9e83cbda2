import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { MachineWork } from '../../src/trial/job.js';
import { keys } from '../../src/workers/redis/protocol.js';
import { forgetDeadRuns } from '../../src/workers/redis/run-registry.js';
import { eventsIn, halvedOptions, hashOf, killed, told } from '../fixtures/halved-run.js';
import type { RunningRedis } from '../fixtures/redis-server.js';
import { type CliResult, runCli } from '../fixtures/run-cli.js';
import { runRedis } from '../fixtures/run-redis.js';
import { type RunningWorker, runWorker } from '../fixtures/run-worker.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const options = halvedOptions(folder);
const redis = await runRedis();
let runs = 0;

interface Search {
  readonly run: string;
  readonly ended: Promise<CliResult>;
}

/** A search whose trials workers train, in a folder of its own. */
function search(url = redis.url(), args: readonly string[] = ['--local-workers', '0']): Search {
  const run = folder.at(`run-${runs++}`);
  const loud = options.filter((own) => own !== '-q');
  const all = ['datasets/concrete.csv', ...loud, '--no-report', '-o', run, ...args];
  return { run, ended: runCli(all, { env: { AUTOFIT_REDIS: url } }) };
}

/** Resolves once the journal tells of so many trials. */
async function trialsIn({ run }: Search, count: number): Promise<void> {
  while (eventsIn(run, 'trial') < count) await sleep(10);
}

function machinesOf({ run }: Search): readonly MachineWork[] {
  const lines = readFileSync(join(run, 'journal.jsonl'), 'utf8').split('\n');
  const line = lines.find((own) => own.startsWith('{"kind":"machines"'));
  return line === undefined ? [] : JSON.parse(line).machines;
}

let expected = '';
beforeAll(async () => {
  const run = folder.at('alone');
  expect((await runCli(['datasets/concrete.csv', ...options, '-o', run, '-j', '2'])).code).toBe(0);
  expected = hashOf(run);
});

describe('a search with three worker processes', () => {
  let workers: RunningWorker[] = [];
  beforeEach(async () => {
    const own = [0, 1, 2].map((place) => runWorker(redis.url(), folder.at(`cache-${place}`)));
    workers = await Promise.all(own);
  });
  afterEach(async () => {
    for (const { child } of workers) child.kill('SIGKILL');
    await Promise.all(workers.map(({ ended }) => ended));
  });

  test('saves the same bytes as one machine does, and leaves nothing in Redis', async () => {
    const own = search();
    const { code, stderr } = await own.ended;
    expect(stderr).toContain('takes part with 1 thread');
    expect(code).toBe(0);
    expect(hashOf(own.run)).toBe(expected);
    const left = await redis.client().keys('autofit:*');
    expect(left.filter((key) => !/^autofit:(?:worker|clearing)/.test(key))).toEqual([]);
  });

  test('saves the same bytes where it trains itself as well', async () => {
    const own = search(redis.url(), ['-j', '2']);
    expect((await own.ended).code).toBe(0);
    expect(hashOf(own.run)).toBe(expected);
  });

  test('saves the same bytes when a worker is killed with SIGKILL in the middle of a trial', async () => {
    const own = search();
    await trialsIn(own, 5);
    workers[0]?.child.kill('SIGKILL');
    const killed = performance.now();
    expect((await own.ended).code).toBe(0);
    expect(hashOf(own.run)).toBe(expected);
    expect(performance.now() - killed).toBeLessThan(60_000);
  });

  test('loses nothing when a worker is told to stop: it gives its trial back within two seconds', async () => {
    const own = search();
    await trialsIn(own, 5);
    const [worker] = workers;
    worker?.child.kill('SIGTERM');
    const told = performance.now();
    expect(await worker?.ended).toBe(0);
    expect(performance.now() - told).toBeLessThan(2500);
    expect((await own.ended).code).toBe(0);
    expect(hashOf(own.run)).toBe(expected);
    expect(machinesOf(own).map(({ lost }) => lost)).toEqual([0]);
  });

  test('tells which machine trained how many trials and refits', async () => {
    const own = search(redis.url(), ['--local-workers', '0', '--refit']);
    expect((await own.ended).code).toBe(0);
    const [host] = machinesOf(own);
    expect(host?.refits).toBeGreaterThan(0);
    // With the baseline.
    expect(host?.trials).toBe(25);
    expect(host?.jobs).toBeGreaterThan(24 + (host?.refits ?? 0));
  });

  test('shares them with another search', async () => {
    const both = [search(), search()];
    const ended = await Promise.all(both.map(({ ended }) => ended));
    expect(ended.map(({ code }) => code)).toEqual([0, 0]);
    expect(both.map(({ run }) => hashOf(run))).toEqual([expected, expected]);
  });

  test('ends in time, and keeps what was finished', async () => {
    const run = folder.at('timed');
    const args = ['-l', 'compressive_strength', '--time-limit', '12s', '-o', run, '--no-report'];
    const start = performance.now();
    const { code } = await runCli(['datasets/concrete.csv', ...args, '--local-workers', '0'], {
      env: { AUTOFIT_REDIS: redis.url() },
    });
    expect(code).toBe(0);
    expect(performance.now() - start).toBeLessThan(15_000);
    expect(eventsIn(run, 'trial')).toBeGreaterThan(1);
  });

  test('that was killed goes on from its folder, elsewhere', async () => {
    const run = folder.at('resumed');
    const args = ['datasets/concrete.csv', ...options, '--no-report', '-o', run];
    await killed([...args, '--local-workers', '0', '--redis', redis.url()], told(run, 5));
    const { code } = await runCli(['resume', run, '--local-workers', '0'], {
      env: { AUTOFIT_REDIS: redis.url() },
    });
    expect(code).toBe(0);
    expect(hashOf(run)).toBe(expected);
  });

  test('that is killed with its workers leaves what expires, and what little does not is cleared away', async () => {
    const run = folder.at('left');
    const args = ['datasets/concrete.csv', ...options, '--no-report', '-o', run];
    await killed([...args, '--local-workers', '0', '--redis', redis.url()], told(run, 5));
    for (const { child } of workers) child.kill('SIGKILL');
    await Promise.all(workers.map(({ ended }) => ended));
    const client = redis.client();
    const left = await client.keys('autofit:*');
    const lives = await Promise.all(left.map((key) => client.pttl(key)));
    const forEver = left.filter((_, place) => lives[place] === -1);
    // BullMQ makes its keys a moment before they are told to expire.
    const momentary =
      /^autofit:[^:]+:(?:wait|active|marker|events|stalled|completed|meta|id|trial.*)$/;
    expect(forEver.filter((key) => !momentary.test(key))).toEqual([]);
    expect(left.some((key) => key.includes(':blob:'))).toBe(true);
    const names = await client.zrange(keys.runs, '0', '-1');
    expect(names).not.toEqual([]);
    // As if ten minutes had gone by.
    for (const name of names) await client.zadd(keys.runs, 1, name);
    await client.del(keys.clearing);
    await forgetDeadRuns(client);
    // A worker may have told of its part in an earlier run once that was forgotten: it expires.
    const kept = await client.keys('autofit:????????-*');
    expect(kept.filter((key) => names.some((name) => key.includes(name)))).toEqual([]);
    for (const key of kept) expect(await client.pttl(key)).toBeGreaterThan(0);
  });
});

describe('a search whose Redis is killed', () => {
  let own: RunningRedis;
  let worker: RunningWorker;
  const start = async (settings: readonly string[]) => {
    own = await runRedis(settings);
    worker = await runWorker(own.url(), folder.at('cache-0'), ['-j', '2']);
  };
  afterEach(async () => {
    worker.child.kill('SIGKILL');
    await worker.ended;
  });

  test.each([
    ['that forgets all', []],
    ['that has an append-only file', ['--appendonly', 'yes', '--appendfsync', 'everysec']],
  ])('saves the same bytes once there is one again %s', async (_, settings) => {
    await start(settings);
    const one = search(own.url());
    await trialsIn(one, 5);
    await own.kill();
    await sleep(1500);
    await own.start();
    const { code, stderr } = await one.ended;
    expect(stderr).toContain('Redis is away');
    expect(code).toBe(0);
    expect(hashOf(one.run)).toBe(expected);
  });

  test('goes on alone where it never comes back', async () => {
    await start([]);
    const one = search(own.url(), ['--local-workers', '1']);
    await trialsIn(one, 5);
    await own.kill();
    expect((await one.ended).code).toBe(0);
    expect(hashOf(one.run)).toBe(expected);
    await own.start();
  });
});
