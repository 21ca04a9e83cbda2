import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { AutofitError } from '../../util/errors.js';
import type { RedisAddress } from './address.js';
import { PREFIX } from './protocol.js';

/** The oldest that BullMQ recommends. */
const OLDEST = [6, 2] as const;
const PROBE_BYTES = 2 ** 18;

/** Tries what will be needed of a server; gives what is worth a warning. Throws what it says, or an AutofitError. */
export async function checkServer(
  client: Redis,
  address: RedisAddress,
): Promise<readonly string[]> {
  await client.select(address.database);
  const info = facts(await client.info());
  const { redis_version: version = '', redis_mode: mode } = info;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    const message = `The Redis at ${address.shown} is version ${version}, which is too old.`;
    throw new AutofitError('BAD_REDIS', message, {
      hint: `It takes ${OLDEST.join('.')} or later.`,
    });
  }
  if (mode === 'cluster') throw new Error('CLUSTERDOWN it runs in cluster mode');
  // What a replica, one that is full and one without leave refuse; one that is nearly full takes the first.
  const probe = `${PREFIX}:probe:${randomUUID()}`;
  await client.set(probe, Buffer.alloc(PROBE_BYTES), 'PX', 1000);
  await client.set(probe, '1', 'PX', 1000);
  await client.eval('return redis.call("DEL", KEYS[1])', 1, probe);
  await client.publish(`${PREFIX}:probe`, '1');
  return evictions(info, address);
}

/** A server that throws keys away when it is full may throw away jobs. */
function evictions(
  { maxmemory_policy: policy = 'noeviction', maxmemory = '0' }: Readonly<Record<string, string>>,
  { shown }: RedisAddress,
): readonly string[] {
  if (policy === 'noeviction' || maxmemory === '0') return [];
  return [
    `the Redis at ${shown} removes keys when it is full (maxmemory-policy ${policy}): trials may be lost and trained again; noeviction is safe`,
  ];
}

/** The lines of INFO by their names. */
function facts(text: string): Readonly<Record<string, string>> {
  const lines = text.split(/\r?\n/).filter((line) => line.includes(':'));
  const pairs = lines.map((line): [string, string] => {
    const place = line.indexOf(':');
    return [line.slice(0, place), line.slice(place + 1)];
  });
  return Object.fromEntries(pairs);
}
