/**
 * A whole search of short trials on 1, 2 and 4 threads of its own, and on as many `autofit worker` processes of one thread with a
 * Redis on loopback: trials a second, seconds of processors of the search and of the workers, and whether the model is the same.
 * Seconds tell how it scales only where there are as many idle processors; what the way over Redis costs is in those of processors.
 *
 *   npm run bench:scale:processes -- [--counts 1,2,4] [--trials 24] [--json]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startRedisServer } from './redis-server.js';

const MAIN = new URL('../../dist/cli/main.js', import.meta.url).pathname;
const TABLE = ['datasets/concrete.csv', '--label', 'compressive_strength'];
/** Trials of a fraction of a second, so that the way to them shows. */
const SHORT = ['--models', 'elastic-net,neighbours'];
/** Of a processor's time, as Linux counts it. */
const TICK_SECONDS = 0.01;

const { values: flags } = parseArgs({
  options: {
    counts: { type: 'string', default: '1,2,4' },
    trials: { type: 'string', default: '24' },
    json: { type: 'boolean', default: false },
  },
});
const redis = await startRedisServer();
const folder = mkdtempSync(join(tmpdir(), 'autofit-bench-'));
const hashes = new Set<string>();
const figures = [];
for (const count of flags.counts.split(',').map(Number)) {
  figures.push({ on: 'threads', count, ...(await searched(['--workers', String(count)], {})) });
  figures.push({ on: 'processes', count, ...(await onProcesses(count)) });
}
redis.close();
rmSync(folder, { recursive: true });
const told = figures.map((own) => ({ ...own, sameModel: hashes.size === 1 }));
if (flags.json) console.log(JSON.stringify(told));
else console.table(told);

async function onProcesses(count: number) {
  const env = { AUTOFIT_REDIS: redis.url };
  const args = ['worker', '-j', '1', '--cache', join(folder, 'cache')];
  const workers = Array.from({ length: count }, () => start(args, env));
  // They are there before the search is.
  await sleep(3000);
  const before = workers.map(cpuSeconds);
  const own = await searched(['--local-workers', '0'], env);
  const workersCpu = workers.reduce(
    (sum, worker, place) => sum + cpuSeconds(worker) - (before[place] ?? 0),
    0,
  );
  const ended = workers.map((worker) => once(worker, 'exit'));
  for (const worker of workers) worker.kill('SIGTERM');
  await Promise.all(ended);
  return { ...own, workersCpu: rounded(workersCpu) };
}

async function searched(options: readonly string[], env: Record<string, string>) {
  const out = join(folder, 'run');
  const fixed = ['--trials', flags.trials, '--lag', '16', '--no-report', '--quiet', '--out', out];
  const started = performance.now();
  const search = start([...TABLE, ...SHORT, ...fixed, ...options], env);
  let cpu = 0;
  // What has ended has no time of its own any more.
  const looking = setInterval(() => {
    cpu = cpuSeconds(search) || cpu;
  }, 50);
  const [code] = await once(search, 'exit');
  clearInterval(looking);
  if (code !== 0) throw new Error(`the search ended with ${code}`);
  const seconds = (performance.now() - started) / 1000;
  hashes.add(
    createHash('sha256')
      .update(readFileSync(join(out, 'model.safetensors')))
      .digest('hex'),
  );
  rmSync(out, { recursive: true });
  const trialsASecond = rounded(Number(flags.trials) / seconds);
  return { seconds: rounded(seconds), trialsASecond, searchCpu: rounded(cpu) };
}

function start(args: readonly string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'ignore'],
  });
}

/** Of all threads of a process, by Linux; 0 where it has gone. */
function cpuSeconds({ pid }: ChildProcess): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return TICK_SECONDS * (Number(fields[11]) + Number(fields[12]));
  } catch {
    return 0;
  }
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
