import { afterAll, expect, test, vi } from 'vitest';
import type { Job } from '../../src/serve/job.js';
import { takesPictures } from '../../src/serve/takes-pictures.js';
import { openThreads, takeBatch } from '../../src/serve/thread-pool.js';
import { pictureState } from '../fixtures/picture-state.js';
import { servedModel, servedRow } from '../fixtures/served.js';

const { state } = await servedModel();
const failures: string[] = [];
let drifted = 0;
const pool = await openThreads(
  { state },
  {
    ...{ threads: 1, queue: 3, timeout: 2000 },
    onDrift: (drift) => {
      drifted += drift.reduce((sum, own) => sum + own, 0);
    },
    onFailure: (reason) => failures.push(reason),
  },
);
afterAll(() => pool.close());

function jobOf(rows: readonly unknown[]): Job {
  const bytes = new TextEncoder().encode(JSON.stringify(rows));
  return { form: 'json', bytes, explain: false, firstLine: 0 };
}

test('jobs that wait are taken together, and more than the queue has are refused', async () => {
  const jobs = Array.from({ length: 6 }, (_, i) => pool.answer(jobOf([servedRow(i)])));
  const settled = await Promise.allSettled(jobs);
  // One is at work, three wait.
  const refused = settled.flatMap((own) => (own.status === 'rejected' ? [own.reason] : []));
  expect(refused).toHaveLength(2);
  expect(refused[0]).toMatchObject({ status: 503, headers: { 'Retry-After': '1' } });
  expect(pool.waiting()).toBe(0);
});

test('requests for pictures wait for their turn one by one: whoever is slow is given up alone', () => {
  expect(takesPictures({ state })).toBe(false);
  expect(takesPictures({ state: pictureState() })).toBe(true);
  const line = Array.from({ length: 3 }, () => ({ job: jobOf([servedRow(1)]) }));
  expect(takeBatch(line, 1)).toHaveLength(1);
  expect(takeBatch(line, 64)).toHaveLength(2);
});

test('what a thread counts is told', async () => {
  const before = drifted;
  await pool.answer(jobOf([{ ...servedRow(1), city: 'Paris', age: null }]));
  expect(drifted - before).toBe(2);
});

test('a thread that takes too long is given up, and another one answers', async () => {
  const rows = Array.from({ length: 100_000 }, (_, i) => ({ age: `no ${i}`, ...nulls }));
  await expect(pool.answer(jobOf(rows))).rejects.toMatchObject({ status: 503, code: 'TOO_SLOW' });
  // Until it has loaded the model, more than the time for an answer may pass.
  const again = () => pool.answer(jobOf([servedRow(1)]));
  expect(await vi.waitFor(again, 60_000)).toMatchObject({ status: 200 });
  expect(failures[0]).toContain('a thread is started again');
});

test('what waits too long is refused, and no work is done for it', async () => {
  const options = { threads: 1, queue: 9, timeout: 300, onDrift: () => {}, onFailure: () => {} };
  const busy = await openThreads({ state }, options);
  const rows = Array.from({ length: 100_000 }, (_, i) => ({ age: `no ${i}`, ...nulls }));
  const [slow, waiting] = await Promise.allSettled([
    busy.answer(jobOf(rows)),
    busy.answer(jobOf([servedRow(1)])),
  ]);
  expect(slow).toMatchObject({ reason: { status: 503, code: 'TOO_SLOW' } });
  expect(waiting).toMatchObject({ reason: { status: 503, code: 'BUSY' } });
  expect(busy.waiting()).toBe(0);
  await busy.close();
});

test('threads that are closed are asked for nothing more', async () => {
  const options = { threads: 1, queue: 9, timeout: 2000, onDrift: () => {}, onFailure: () => {} };
  const over = await openThreads({ state }, options);
  await over.close();
  await expect(over.answer(jobOf([servedRow(1)]))).rejects.toMatchObject({ code: 'INTERNAL' });
});

const nulls = { price: '12', city: 'x', member: 'ja', since: '1/1', tags: 'x,y', note: null };

test('a model that cannot be loaded is told at the start', async () => {
  const members = state.members.map((member) => ({ ...member, family: 'nothing' }));
  const broken = { ...state, members };
  const options = { threads: 1, queue: 1, timeout: 1000, onDrift: () => {}, onFailure: () => {} };
  await expect(openThreads({ state: broken }, options)).rejects.toThrow();
});
