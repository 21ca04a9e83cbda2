import { expect, test } from 'vitest';
import type { TrialJob } from '../../../src/trial/job.js';
import { contextBytes, contextOf } from '../../../src/workers/redis/context-bytes.js';
import { jobMessage, readJob } from '../../../src/workers/redis/job-message.js';
import { read } from '../../../src/workers/redis/protocol.js';
import { sampleRows } from '../../fixtures/rows.js';
import { trialContext } from '../../fixtures/trial-context.js';

const config = { family: 'linear', params: { epochs: 3, learningRate: 0.1 } };
const from = { kind: 'x', weights: Float32Array.of(1, 2, 3) } as unknown as TrialJob['from'];
const job: TrialJob = { kind: 'trial', trial: 4, fold: 1, config, pauseAfter: 8, from };

test('a job arrives as it was sent, with its checkpoint, and is called the same each time', async () => {
  const sent = await jobMessage('abc', job);
  expect(sent.id).toMatch(/^trial4-fold1-to-8-[0-9a-f]{20}$/);
  expect((await jobMessage('abc', { ...job })).id).toBe(sent.id);
  const message = read.job(JSON.stringify(sent.message));
  if (!message) throw new Error('it is no message');
  expect(await readJob(message, 'abc', async () => sent.from ?? new Uint8Array())).toEqual(job);
});

test('a job of other data, or one that was changed on its way, is refused', async () => {
  const { message, from: bytes = new Uint8Array() } = await jobMessage('abc', job);
  const get = async () => bytes;
  await expect(readJob(message, 'abd', get)).rejects.toThrow('not of the data');
  const changed = { ...message, job: { ...(message.job as object), trial: 5 } };
  await expect(readJob(changed, 'abc', get)).rejects.toThrow('not of the data');
  expect(read.job({ ...message, from: 'x' })).toBeUndefined();
  expect(read.job('no JSON')).toBeUndefined();
});

test('a context arrives on memory that threads share, without what hangs on the machine', async () => {
  const { context } = await trialContext(sampleRows(20), { label: 'kind' });
  const arrived = contextOf(contextBytes({ ...context, keptBytes: 7 }));
  expect(arrived).toEqual(context);
  expect(arrived.folds[0]?.train.buffer).toBeInstanceOf(SharedArrayBuffer);
});

test('a message that is nested too deep for what walks through it is none', async () => {
  const { message } = await jobMessage('abc', job);
  const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
  expect(read.job(JSON.stringify({ ...message, job: 'deep' }).replace('"deep"', deep))).toBe(
    undefined,
  );
});
