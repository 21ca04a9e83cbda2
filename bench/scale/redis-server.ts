import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

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

/** Debian's redis-server on loopback, which keeps nothing on disk. */
export async function startRedisServer(): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'autofit-bench-redis-'));
  const port = await freePort();
  const settings = ['--port', String(port), '--dir', folder, '--bind', '127.0.0.1', '--save', ''];
  const child = spawn('redis-server', settings, { stdio: ['ignore', 'pipe', 'inherit'] });
  await ready(child);
  const client = new Redis({ host: '127.0.0.1', port });
  const info = async (section: string) => {
    const lines = (await client.info(section)).split(/\r?\n/).map((line) => line.split(':'));
    return new Map(lines.map(([name = '', value = '']) => [name, value]));
  };
  return {
    url: `redis://127.0.0.1:${port}`,
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
    close() {
      client.disconnect();
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function ready(child: ChildProcess): Promise<void> {
  let told = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    told += text;
  });
  while (!told.includes('Ready to accept connections')) {
    if (child.exitCode !== null) throw new Error(`redis-server ended: ${told}`);
    if (child.stdout) await once(child.stdout, 'data');
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
