import { setTimeout as sleep } from 'node:timers/promises';
import { onRedis } from './on-redis.js';
import type { Site } from './site.js';

/** How long a Redis is away. */
const AWAY_MS = 1500;

async function restarted({ redis }: Site): Promise<undefined> {
  await redis.kill();
  await sleep(AWAY_MS);
  await redis.start();
}

/** Faults of the Redis. */
export const redisFaults = [
  onRedis({
    kind: 'redis-killed-file',
    how: 'kill -9 of a redis-server with an append-only file, which is started again',
    settings: ['--appendonly', 'yes', '--appendfsync', 'everysec'],
    strike: restarted,
  }),
  onRedis({
    kind: 'redis-killed-empty',
    how: 'kill -9 of a redis-server without a file, which is started again and has nothing',
    strike: restarted,
  }),
  onRedis({
    kind: 'redis-read-only',
    how: 'the Redis becomes a replica of nobody, and is one no more after a pause',
    localWorkers: 1,
    async strike({ redis }, { scene }) {
      const client = redis.client();
      await client.replicaof('127.0.0.1', 1);
      await sleep((1000 * scene.pause) / 2);
      await client.replicaof('no', 'one');
      return undefined;
    },
  }),
  onRedis({
    kind: 'redis-full',
    how: 'the Redis may have 1 MB and evicts nothing, and has room again after a pause',
    localWorkers: 1,
    async strike({ redis }, { scene }) {
      const client = redis.client();
      await client.config('SET', 'maxmemory-policy', 'noeviction');
      await client.config('SET', 'maxmemory', '1mb');
      await sleep((1000 * scene.pause) / 2);
      await client.config('SET', 'maxmemory', '0');
      return undefined;
    },
  }),
  onRedis({
    kind: 'redis-password',
    how: 'the Redis wants a password that nobody has, and breaks all connections',
    localWorkers: 1,
    async strike({ redis, link }) {
      await redis.client().config('SET', 'requirepass', 'another');
      link.cut();
      return undefined;
    },
  }),
];
