import type { Redis } from 'ioredis';
import {
  GONE_MS,
  KEEP_MS,
  keys,
  type PartRecord,
  QUEUE_KEYS,
  type RunRecord,
  read,
  type WorkerRecord,
} from './protocol.js';

/** How long it is known which searches there were: what they have left is looked for by their names. */
const REMEMBER_MS = 30 * 24 * 3_600_000;

/** Tells that a search is there; so it must again and again. */
export async function announceRun(client: Redis, record: RunRecord): Promise<void> {
  const time = await serverTime(client);
  await client
    .multi()
    .set(keys.record(record.run), JSON.stringify(record), 'PX', GONE_MS)
    .zadd(keys.runs, time, record.run)
    .pexpire(keys.runs, REMEMBER_MS)
    .exec();
}

/** The searches that are there. */
export async function liveRuns(client: Redis): Promise<readonly RunRecord[]> {
  const names = await client.zrange(keys.runs, '0', '-1');
  if (names.length === 0) return [];
  const records = await client.mget(names.map(keys.record));
  return records.flatMap((own) => read.run(own) ?? []);
}

/** Tells that a worker is there; so it must again and again. */
export async function announceWorker(client: Redis, record: WorkerRecord): Promise<void> {
  const time = await serverTime(client);
  await client
    .multi()
    .set(keys.worker(record.worker), JSON.stringify(record), 'PX', GONE_MS)
    .zadd(keys.workers, time, record.worker)
    .zremrangebyscore(keys.workers, 0, time - GONE_MS)
    .pexpire(keys.workers, KEEP_MS)
    .exec();
}

/** Tells that a worker goes. */
export async function forgetWorker(client: Redis, worker: string): Promise<void> {
  await client.multi().del(keys.worker(worker)).zrem(keys.workers, worker).exec();
}

/** The workers that are there. */
export async function liveWorkers(client: Redis): Promise<readonly WorkerRecord[]> {
  const names = await client.zrange(keys.workers, '0', '-1');
  if (names.length === 0) return [];
  const records = await client.mget(names.map(keys.worker));
  return records.flatMap((own) => read.worker(own) ?? []);
}

/** Tells of a worker's part in a run. */
export async function announcePart(client: Redis, run: string, part: PartRecord): Promise<void> {
  await client
    .multi()
    .hset(keys.parts(run), part.worker, JSON.stringify(part))
    .pexpire(keys.parts(run), KEEP_MS)
    .exec();
}

/** The workers that know a run, dead ones among them. */
export async function partsOf(client: Redis, run: string): Promise<readonly PartRecord[]> {
  const parts = await client.hvals(keys.parts(run));
  return parts.flatMap((own) => read.part(own) ?? []);
}

/** Says that these jobs are to stay for a while, and no longer; unless told not to, also what BullMQ keeps of the run beside them. */
export async function renewQueue(
  client: Redis,
  run: string,
  jobs: readonly string[],
  andQueue = true,
): Promise<void> {
  const asked = client.pipeline();
  const names = andQueue ? [...QUEUE_KEYS, ...jobs] : jobs;
  for (const name of names) asked.pexpire(`${keys.of(run)}${name}`, KEEP_MS);
  await asked.exec();
}

/** Removes all that a run has in Redis. */
export async function forgetRun(client: Redis, run: string): Promise<void> {
  await client.zrem(keys.runs, run);
  let cursor = '0';
  do {
    const [next, names] = await client.scan(cursor, 'MATCH', `${keys.of(run)}*`, 'COUNT', 1000);
    if (names.length > 0) await client.unlink(names);
    cursor = next;
  } while (cursor !== '0');
}

/** Removes what searches have left that were not heard of for long; one process at a time does. */
export async function forgetDeadRuns(client: Redis): Promise<void> {
  const isOurs = await client.set(keys.clearing, '1', 'PX', KEEP_MS / 10, 'NX');
  if (!isOurs) return;
  const before = (await serverTime(client)) - KEEP_MS;
  for (const run of await client.zrangebyscore(keys.runs, 0, before)) await forgetRun(client, run);
}

/** Milliseconds by the one clock that all share. */
async function serverTime(client: Redis): Promise<number> {
  const [seconds = 0, micros = 0] = (await client.time()).map(Number);
  return seconds * 1000 + micros / 1000;
}
