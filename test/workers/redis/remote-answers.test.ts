import { setImmediate } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import type { JobQueue } from '../../../src/workers/redis/job-queue.js';
import { type JobAnswer, PROTOCOL } from '../../../src/workers/redis/protocol.js';
import { hearAnswers } from '../../../src/workers/redis/remote-answers.js';
import type {
  RemoteEntry,
  RemoteListener,
  RemotePlace,
} from '../../../src/workers/redis/remote-entry.js';
import { createTally } from '../../../src/workers/redis/tally.js';

const from = { sha256: 'c'.repeat(64), bytes: 3, chunks: 1 };

function entryOf(id: string, ended: string[]): RemoteEntry {
  const message = { protocol: PROTOCOL, context: 'data', key: id, job: null, from };
  const job = {
    kind: 'trial',
    trial: 1,
    fold: 0,
    config: { family: 'linear', params: {} },
  } as const;
  const task = { job, isOver: false, end: () => void ended.push(id) };
  const sent = { id, message, from: Uint8Array.of(1, 2, 3) };
  return { task, id, sent, isQueued: true, isUnderWay: false, refused: 0, isRead: false };
}

test.each([
  'memory is not enough: the heap of its thread was full',
  'the worker died: worker exited with code: 1',
  'no worker can start: it ended while it was loading',
])('what the machine of a worker could not do is no result: %s', async (reason) => {
  const ended: string[] = [];
  const notes: string[] = [];
  const returned: unknown[] = [];
  const place = { client: {}, run: 'run', tally: createTally() } as unknown as RemotePlace;
  const told = {
    onEnded() {},
    onNote: (note: string) => void notes.push(note),
    onReturned: (task: unknown) => void returned.push(task),
  } as unknown as RemoteListener;
  const queue = { remove: async () => true } as unknown as JobQueue;
  const entry = entryOf('a', ended);
  const entries = new Map([['a', entry]]);
  const heard = hearAnswers(place, told, { entries, queue: () => queue, isStopping: () => false });
  const answer: JobAnswer = {
    ...{ protocol: PROTOCOL, context: 'data', key: 'a', worker: 'w', machine: 'there', seconds: 1 },
    outcome: { kind: 'failed', reason },
  };
  heard.onAnswer('a', answer);
  await setImmediate();
  expect([ended, entry.refused, returned]).toEqual([[], 1, []]);
  expect(notes).toEqual([
    `an answer of there was refused, and its trial is trained again: ${reason}`,
  ]);
  heard.onAnswer('a', answer);
  await setImmediate();
  expect([ended, returned]).toEqual([[], [entry.task]]);
});

test('a checkpoint stays as long as another job goes on from an equal one', async () => {
  const ended: string[] = [];
  const removed: string[][] = [];
  const client = { unlink: async (names: string[]) => void removed.push(names) };
  const place = {
    client: client as unknown as Redis,
    run: 'run',
    tally: createTally(),
  } as unknown as RemotePlace;
  const told = { onEnded() {}, onNote() {} } as unknown as RemoteListener;
  const queue = { remove: async () => true } as unknown as JobQueue;
  const entries = new Map(['a', 'b'].map((id) => [id, entryOf(id, ended)]));
  const heard = hearAnswers(place, told, { entries, queue: () => queue, isStopping: () => false });
  const answer = (key: string): JobAnswer => ({
    protocol: PROTOCOL,
    context: 'data',
    key,
    worker: 'w',
    machine: 'there',
    seconds: 1,
    outcome: { kind: 'failed', reason: 'it diverged' },
  });
  heard.onAnswer('a', answer('a'));
  await setImmediate();
  expect([ended, removed]).toEqual([['a'], []]);
  heard.onAnswer('b', answer('b'));
  await setImmediate();
  expect([ended, removed]).toEqual([['a', 'b'], [[expect.stringContaining(from.sha256)]]]);
});
