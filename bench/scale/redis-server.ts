import { startRedis } from '../../test/fixtures/redis-server.js';

/** What a Redis has done until now. */
export interface RedisUse {
  readonly cpuMs: number;
  readonly commands: number;
  readonly megabytes: number;
  /** The most that there was of it. */
  readonly peakMegabytes: number;
  readonly connections: number;
}

export interface RedisServer {
  readonly url: string;
  use(): Promise<RedisUse>;
  /** Calls and processor milliseconds of each command, the dearest first. */
  commands(): Promise<readonly { readonly name: string; readonly calls: number; ms: number }[]>;
  close(): void;
}

/** Debian's redis-server on loopback, which keeps nothing on disk and tells what it does. */
export async function startRedisServer(): Promise<RedisServer> {
  const redis = await startRedis();
  const client = redis.client();
  const info = async (section: string) => {
    const lines = (await client.info(section)).split(/\r?\n/).map((line) => line.split(':'));
    return new Map(lines.map(([name = '', value = '']) => [name, value]));
  };
  return {
    url: redis.url(),
    async use() {
      const [cpu, stats, memory, clients] = await Promise.all(
        ['cpu', 'stats', 'memory', 'clients'].map(info),
      );
      const seconds = (name: string) => Number(cpu?.get(name));
      return {
        cpuMs: (seconds('used_cpu_user') + seconds('used_cpu_sys')) * 1000,
        commands: Number(stats?.get('total_commands_processed')),
        megabytes: Number(memory?.get('used_memory')) / 2 ** 20,
        peakMegabytes: Number(memory?.get('used_memory_peak')) / 2 ** 20,
        connections: Number(clients?.get('connected_clients')),
      };
    },
    async commands() {
      const own = [...(await info('commandstats'))].filter(([name]) => name.startsWith('cmdstat_'));
      const number = (value: string, name: string) =>
        Number(new RegExp(`(?:^|,)${name}=(\\d+)`).exec(value)?.[1]);
      return own
        .map(([name, value]) => ({
          name: name.replace('cmdstat_', ''),
          calls: number(value, 'calls'),
          ms: Math.round(number(value, 'usec') / 1000),
        }))
        .toSorted((a, b) => b.ms - a.ms);
    },
    close: redis.close,
  };
}
