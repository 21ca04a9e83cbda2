import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort, startRedis } from '../../test/fixtures/redis-server.js';

const LOOP = fileURLToPath(new URL('./search-loop.mjs', import.meta.url));
const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const FIT = { label: 'compressive_strength', trials: 12, report: false, workers: 1 };
/** Milliseconds between requests, of which a tenth are bad ones. */
const REQUESTS_MS = 20;

/** What a server is asked, and whether an answer of this status is the right one. */
interface Question {
  readonly body: string;
  readonly isRight: (status: number, text: string) => boolean;
}

const GOOD: Question = {
  body: JSON.stringify({
    rows: [
      {
        ...{ cement: 300, blast_furnace_slag: 0, fly_ash: 0, water: 180, superplasticizer: 2 },
        ...{ coarse_aggregate: 1000, fine_aggregate: 800, age: 28 },
      },
    ],
  }),
  isRight: (status, text) =>
    status === 200 && Number.isFinite(JSON.parse(text).predictions[0]?.value),
};
const BAD: Question = { body: '{"rows":[{"cement":[', isRight: (status) => status === 400 };

/** What works for long and is watched. */
export interface Part {
  readonly name: string;
  readonly pid: number;
  /** Of its temporary files. */
  readonly folder: string;
  /** How much it has done: searches, requests that were answered rightly. */
  done(): number;
  /** Requests that were not. @default none */
  wrong?(): number;
  close(): void;
}

/** Searches in a loop, by a preset, and what they leave. */
export function searchingPart(folder: string, preset: string): Part {
  return watched('searches', folder, searchLoop(folder, { ...FIT, preset }));
}

/** A server of a model that many requests come to. */
export async function servingPart(folder: string, model: string): Promise<Part> {
  const port = await freePort();
  const child = startNode(folder, [MAIN, 'serve', model, '--port', `${port}`, '--workers', '1']);
  const url = `http://127.0.0.1:${port}/predict`;
  let [right, wrong] = [0, 0];
  const ask = async () => {
    for (let number = 0; child.exitCode === null && !child.killed; number++) {
      const { body, isRight } = number % 10 === 0 ? BAD : GOOD;
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(url, { method: 'POST', body, headers }).catch(() => undefined);
      if (answer && isRight(answer.status, await answer.text())) right++;
      else if (answer) wrong++;
      await sleep(REQUESTS_MS);
    }
  };
  void ask();
  return { ...watched('server', folder, child), done: () => right, wrong: () => wrong };
}

/** A Redis, a worker beside it, and searches in a loop that it trains for. */
export async function workingParts(folder: string, preset: string): Promise<readonly Part[]> {
  const at = (name: string) => {
    mkdirSync(join(folder, name), { recursive: true });
    return join(folder, name);
  };
  const redis = await startRedis();
  const env = { AUTOFIT_REDIS: redis.url() };
  // So little that what it keeps of data comes to its bound soon.
  const cache = ['--cache', join(at('worker'), 'cache'), '--cache-size', '1m'];
  const args = [MAIN, 'worker', '-j', '1', ...cache];
  const worker = watched('worker', at('worker'), startNode(at('worker'), args, env));
  const options = { ...FIT, preset, redis: redis.url(), localWorkers: 0 };
  const searches = watched('its searches', at('searches'), searchLoop(at('searches'), options));
  const { pid = 0 } = redis.child;
  const { done } = searches;
  const server = { name: 'redis', pid, folder: at('redis'), done, close: () => redis.close() };
  return [searches, { ...worker, done }, server];
}

function searchLoop(folder: string, options: object): ChildProcess {
  return startNode(folder, [LOOP, folder, JSON.stringify(options)]);
}

function startNode(folder: string, args: readonly string[], env = {}): ChildProcess {
  mkdirSync(folder, { recursive: true });
  return spawn(process.execPath, args, {
    env: { ...process.env, TMPDIR: folder, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function watched(name: string, folder: string, child: ChildProcess): Part {
  let lines = 0;
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    lines += text.split('\n').length - 1;
  });
  const { pid = 0 } = child;
  return { name, pid, folder, done: () => lines, close: () => void child.kill('SIGKILL') };
}
