import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export interface BenchServer {
  readonly name: string;
  readonly url: string;
  readonly child: ChildProcess;
}

export interface Load {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  readonly statuses: Readonly<Record<string, number>>;
}

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const hasTaskset = spawnSync('taskset', ['--version']).status === 0;

/** All run on the same two processors. */
function pinned(program: string, args: readonly string[]): [string, string[]] {
  return hasTaskset ? ['taskset', ['-c', '0,1', program, ...args]] : [program, [...args]];
}

export async function startAutofit(model: string, port: number): Promise<BenchServer> {
  const main = path('../../dist/cli/main.js');
  const args = [main, 'serve', model, '--port', String(port), '--workers', '1'];
  return started('autofit', port, ...pinned(process.execPath, args));
}

/** FastAPI with scikit-learn, fitted to the same rows. */
export async function startFastApi(
  train: string,
  model: string,
  port: number,
  workers: number,
): Promise<BenchServer> {
  const python = path('../peers/.venv/bin/python');
  const args = [path('../peers/serve_fastapi.py'), String(port), String(workers)];
  const env = { SERVE_TRAIN: train, SERVE_MODEL: model, OMP_NUM_THREADS: '1' };
  return started(`fastapi, ${workers} process(es)`, port, ...pinned(python, args), env);
}

async function started(
  name: string,
  port: number,
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<BenchServer> {
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 600; tries++) {
    const isUp = await fetch(`${url}/health`)
      .then(({ ok }) => ok)
      .catch(() => false);
    if (isUp) return { name, url, child };
    if (child.exitCode !== null) break;
    await sleep(100);
  }
  stop({ name, url, child });
  throw new Error(`${name} did not start`);
}

/** With the processes that it has started. */
export function stop({ child }: BenchServer): void {
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
}

export interface LoadOptions {
  readonly seconds: number;
  readonly connections: number;
  readonly rows: readonly object[];
  /** Each so many-th request is a bad one; 0: none. */
  readonly badEvery: number;
}

/** What a process measures that asks a server. */
export async function load({ url }: BenchServer, options: LoadOptions): Promise<Load> {
  const { seconds, connections, rows, badEvery } = options;
  const own = [url, String(seconds), String(connections), JSON.stringify(rows), String(badEvery)];
  const args = ['--import', 'tsx', path('load.ts'), ...own];
  const child = spawn(...pinned(process.execPath, args), { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  for await (const part of child.stdout) text += part;
  return JSON.parse(text) as Load;
}

/** Bytes of a process and of those that it has started. */
export function residentBytes({ child }: BenchServer): number {
  const lines = execFileSync('ps', ['-eo', 'pgid=,rss='], { encoding: 'utf8' }).trim().split('\n');
  const own = lines.map((line) => line.trim().split(/\s+/).map(Number));
  return own.reduce(
    (sum, [group, kilobytes = 0]) => sum + (group === child.pid ? 1024 * kilobytes : 0),
    0,
  );
}
