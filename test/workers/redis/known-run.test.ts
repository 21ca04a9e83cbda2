import { setImmediate } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { engineVersions } from '../../../src/workers/redis/engine-versions.js';
import { createKnownRun } from '../../../src/workers/redis/known-run.js';
import type { WorkerPlace } from '../../../src/workers/redis/open-served-run.js';
import { PROTOCOL, type RunRecord } from '../../../src/workers/redis/protocol.js';

const record: RunRecord = {
  protocol: PROTOCOL,
  run: 'run',
  machine: 'there',
  versions: engineVersions('reference'),
  kernels: 'reference',
  context: { sha256: 'a'.repeat(64), bytes: 1, chunks: 1 },
  state: 'open',
};

/** A worker whose data come when they are let; what it tells in Redis is in `announced`. */
function slowWorker() {
  const announced: { readonly state: string; readonly beat: number }[] = [];
  const asked: ((thrown: Error) => void)[] = [];
  const parts = {
    hset(_key: string, _worker: string, part: string) {
      announced.push(JSON.parse(part));
      return parts;
    },
    pexpire: () => parts,
    exec: async () => [],
  };
  const get = () => new Promise<never>((_, reject) => asked.push(reject));
  const client = { multi: () => parts } as unknown as Redis;
  const place = { client, worker: 'w', machine: 'here', threads: 1, cache: { get } };
  return { place: place as unknown as WorkerPlace, announced, asked };
}

test('a worker gives signs of life while the data of a run comes, and asks for it once', async () => {
  const { place, announced, asked } = slowWorker();
  const said: string[] = [];
  const known = createKnownRun(record, place, (text) => said.push(text));
  expect(await known.hear(record)).toBe(true);
  expect(await known.hear(record)).toBe(true);
  expect(announced.map(({ state, beat }) => [state, beat])).toEqual([
    ['loading', 0],
    ['loading', 1],
  ]);
  expect(asked).toHaveLength(1);
  asked[0]?.(new Error('a part is absent'));
  await setImmediate();
  expect(said).toEqual(['cannot have the data of there (run) yet: a part is absent']);
  await known.hear(record);
  expect(asked).toHaveLength(2);
});

test('a run that is over while its data comes is not told of any more', async () => {
  const { place, asked } = slowWorker();
  const said: string[] = [];
  const known = createKnownRun(record, place, (text) => said.push(text));
  await known.hear(record);
  await known.close();
  asked[0]?.(new Error('it has gone'));
  await setImmediate();
  expect(said).toEqual([]);
});
