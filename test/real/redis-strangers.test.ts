import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { resultBytes } from '../../src/workers/redis/job-message.js';
import { type JobAnswer, keys, PROTOCOL } from '../../src/workers/redis/protocol.js';
import { announcePart, announceRun, liveRuns } from '../../src/workers/redis/run-registry.js';
import { startWorker } from '../../src/workers/redis/worker.js';
import { executorAt, job, runFold } from '../fixtures/redis-searches.js';
import { runRedis } from '../fixtures/run-redis.js';
import { startStranger } from '../fixtures/stranger.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const redis = await runRedis();
const right = runFold(job);
const other = runFold({ ...job, fold: 1 });
if (right.kind !== 'done' || other.kind !== 'done') throw new Error('the folds did not train');

test.each([
  ['no result at all', (put: (bytes: Uint8Array) => unknown) => put(Uint8Array.of(1, 2, 3))],
  ['the result of another fold', (put: (bytes: Uint8Array) => unknown) => put(resultBytes(other))],
  [
    'a result of other data',
    (put: (bytes: Uint8Array) => unknown) =>
      put(resultBytes({ ...right, predictions: right.predictions.slice(3) })),
  ],
])('an answer that is %s is refused, and the job runs here at last', async (_, made) => {
  const database = 1 + ['no', 'the', 'a '].findIndex((word) => String(_).startsWith(word));
  const told: string[] = [];
  const executor = await executorAt(redis.url(database), told);
  const close = await startStranger(redis.url(database), async (_taken, put) => ({
    outcome: (await made(put)) as JobAnswer['outcome'],
  }));
  const outcome = await executor.run(job);
  close();
  expect({ ...outcome, fitSeconds: 0, msPer1000Rows: 0 }).toEqual({
    ...right,
    fitSeconds: 0,
    msPer1000Rows: 0,
  });
  expect(told.filter((message) => message.includes('was refused'))).toHaveLength(2);
  expect(executor.machines?.().find(({ machine }) => machine === 'stranger')?.refused).toBe(2);
});

test('an answer for other data, or for another job, is refused', async () => {
  const told: string[] = [];
  const executor = await executorAt(redis.url(5), told);
  let turn = 0;
  const close = await startStranger(redis.url(5), async (_taken, put) => ({
    ...(turn++ === 0 ? { context: 'f'.repeat(64) } : { key: '0' }),
    outcome: await put(resultBytes(right)),
  }));
  expect((await executor.run(job)).kind).toBe('done');
  close();
  expect(
    told.filter((message) => message.includes('of another job, or of other data')),
  ).toHaveLength(2);
});

test('a worker of another version takes no part, and both sides say so', async () => {
  const told: string[] = [];
  const said: string[] = [];
  const url = redis.url(6);
  const client = redis.client(6);
  await announceRun(client, {
    protocol: PROTOCOL,
    run: 'other',
    machine: 'elsewhere',
    versions: { autofit: '0.0.1', kernels: 'reference' },
    kernels: 'reference',
    context: null,
    state: 'open',
  });
  const cache = { folder: folder.at('cache'), most: 1e9 };
  const onMessage = (text: string) => said.push(text);
  const worker = await startWorker({ redis: url, threads: 1, cache, onMessage });
  const parts = () => client.hvals(keys.parts('other'));
  while ((await parts()).length === 0) await sleep(20);
  expect(said.join()).toContain('the search has autofit 0.0.1, the worker');
  expect(JSON.parse((await parts())[0] ?? '')).toMatchObject({ state: 'refused', seats: 0 });
  await worker.close();

  const executor = await executorAt(redis.url(7), told);
  const own = (await liveRuns(redis.client(7)))[0]?.run ?? '';
  const part = { worker: 'old', machine: 'there', seats: 0, state: 'refused', beat: 1 } as const;
  await announcePart(redis.client(7), own, {
    ...part,
    reason: 'the search has kernels simd, the worker reference',
  });
  while (told.length === 0) await sleep(20);
  expect(told[0]).toBe(
    'warning: the worker on there takes no part: the search has kernels simd, the worker reference',
  );
  await executor.close();
});

test('a search without threads here and without workers says that it waits', async () => {
  const told: string[] = [];
  const executor = await executorAt(redis.url(8), told);
  const waiting = executor.run(job);
  while (told.length === 0) await sleep(50);
  expect(told[0]).toContain('no worker takes part');
  await executor.close();
  expect(await waiting).toEqual({ kind: 'stopped' });
});

test.each([
  { localWorkers: 1, tellsOfIt: true, trials: [1, 2, 3, 4] },
  { localWorkers: 0, tellsOfIt: false, trials: [1] },
])(
  'a job that its worker holds for ever is trained here as well, and ends once: %o',
  async ({ localWorkers, tellsOfIt, trials }) => {
    const told: string[] = [];
    const url = redis.url(11 + localWorkers);
    const executor = await executorAt(url, told, localWorkers);
    const close = await startStranger(url, async (taken) => {
      if (tellsOfIt) await taken.begin({ worker: 'w', machine: 'stranger', seat: 1 });
      return new Promise(() => {});
    });
    while (!told.some((message) => message.includes('takes part'))) await sleep(20);
    const ends = await Promise.all(trials.map((trial) => executor.run({ ...job, trial })));
    close();
    expect(ends.map(({ kind }) => kind)).toEqual(trials.map(() => 'done'));
    expect(told.filter((message) => message.includes('is trained here as well'))).toHaveLength(1);
  },
);

test('a job whose worker falls silent runs elsewhere within 20 seconds, and is counted as lost', async () => {
  const executor = await executorAt(redis.url(10), []);
  let begunAt = 0;
  const silent = { saysThatItLives: false };
  const close = await startStranger(
    redis.url(10),
    async (taken) => {
      await taken.begin({ worker: 'w', machine: 'stranger', seat: 1 });
      begunAt = performance.now();
      return new Promise(() => {});
    },
    silent,
  );
  const waiting = executor.run(job);
  while (begunAt === 0) await sleep(20);
  const cache = { folder: folder.at('cache'), most: 1e9 };
  const redisUrl = redis.url(10);
  const worker = await startWorker({ redis: redisUrl, threads: 1, cache, onMessage: () => {} });
  expect((await waiting).kind).toBe('done');
  expect(performance.now() - begunAt).toBeLessThan(20_000);
  close();
  expect(executor.machines?.()).toMatchObject([
    { machine: 'stranger', jobs: 0, lost: 1 },
    { jobs: 1, lost: 0 },
  ]);
  await worker.close();
});
