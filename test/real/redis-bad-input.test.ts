import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { csvOf, sampleRows } from '../fixtures/rows.js';
import { runCli } from '../fixtures/run-cli.js';
import { runRedis } from '../fixtures/run-redis.js';
import { runWorker } from '../fixtures/run-worker.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { tinyPreset } from '../fixtures/tiny-preset.js';

const folder = tempFolder();
const data = folder.write('data.csv', csvOf(sampleRows(60), ['x', 'z', 'kind']));
const preset = folder.write('tiny.json', tinyPreset);
const SECRET = 'pass/w?rd%1';
const guarded = await runRedis(['--requirepass', SECRET]);
const open = await runRedis();
let runs = 0;

function fit(redis: string, args: readonly string[] = []) {
  const out = folder.at(`run-${runs++}`);
  const all = [data, '-l', 'kind', '-p', preset, '--trials', '2', '-o', out, '--redis', redis];
  return runCli([...all, ...args]).then((result) => ({ ...result, out }));
}

function urlOf(port: number, credentials = ''): string {
  return `redis://${credentials}127.0.0.1:${port}`;
}

const hello = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
hello.listen(0, '127.0.0.1');
await once(hello, 'listening');
const { port: httpPort } = hello.address() as { readonly port: number };
afterAll(() => void hello.close());
const replica = await runRedis(['--replicaof', '127.0.0.1', String(open.port)]);
const full = await runRedis(['--maxmemory', '1mb', '--maxmemory-policy', 'noeviction']);
const evicting = await runRedis(['--maxmemory', '100mb', '--maxmemory-policy', 'allkeys-lru']);
const password = encodeURIComponent(SECRET);

describe('a search whose Redis cannot be used', () => {
  test.each([
    ['an address that is none', '127.0.0.1:6379', 'is not the address of a Redis', 'redis://user'],
    ['an address of something else', 'http://127.0.0.1', 'is not the address', 'rediss://'],
    ['a port where nobody is', urlOf(1), 'nothing listens there', 'Check host and port'],
    ['a host that nobody knows', 'redis://no.such.host.invalid', 'nobody knows', 'Check the name'],
    ['a Redis that wants a password', urlOf(guarded.port), 'wants a password', 'AUTOFIT_REDIS_P'],
    ['a wrong password', urlOf(guarded.port, ':wr0ng-secret@'), 'refuses the', 'Check both'],
    ['a replica', urlOf(replica.port), 'is a read-only replica', 'Name the server that it copies'],
    ['a Redis that is full', urlOf(full.port), 'is full', 'Give it more memory'],
    ['a server that is no Redis', urlOf(httpPort), 'is not a Redis', 'Check the port'],
    ['a Redis without TLS', urlOf(open.port).replace('redis:', 'rediss:'), 'TLS', 'redis://'],
    ['a database that there is not', `${urlOf(open.port)}/999`, 'does not have', 'redis://host/0'],
  ])('ends before training, and says what to do: %s', async (_, redis, what, hint) => {
    const { code, stderr, stdout } = await fit(redis);
    expect(stderr).toContain(what);
    expect(stderr).toContain(hint);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).not.toContain('wr0ng-secret');
  });

  test('warns of a Redis that removes keys when it is full', async () => {
    const { code, stderr } = await fit(urlOf(evicting.port));
    expect(stderr).toContain('warning: the Redis at');
    expect(stderr).toContain('allkeys-lru');
    expect(code).toBe(0);
  });

  test('refuses threads of one machine without other machines', async () => {
    const { code, stderr } = await runCli([data, '-l', 'kind', '--local-workers', '2']);
    expect(stderr).toContain('--local-workers is for searches with --redis');
    expect(code).toBe(2);
  });
});

test('a password goes into nothing that is printed or kept, wherever it comes from', async () => {
  const url = urlOf(guarded.port, `:${password}@`);
  const env = { AUTOFIT_REDIS: urlOf(guarded.port), AUTOFIT_REDIS_PASSWORD: SECRET };
  const worker = await runWorker(url, folder.at('cache'));
  const told = await fit(url, ['-v', '--local-workers', '0']);
  const out = folder.at('by-environment');
  const args = [data, '-l', 'kind', '-p', preset, '--trials', '2', '-o', out];
  const quiet = await runCli(args, { env });
  expect([told.code, quiet.code]).toEqual([0, 0]);
  const kept = [told.out, out].flatMap((run) =>
    readdirSync(run, { recursive: true, encoding: 'utf8' })
      .map((name) => join(run, name))
      .filter((path) => statSync(path).isFile())
      .map((path) => readFileSync(path, 'latin1')),
  );
  for (const text of [told.stderr, told.stdout, quiet.stderr, worker.stderr(), ...kept]) {
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain(password);
  }
});

describe('a worker', () => {
  test('without a Redis says how to name one', async () => {
    const { code, stderr } = await runCli(['worker'], { env: { AUTOFIT_REDIS: '' } });
    expect(stderr).toContain('--redis names it, or the variable AUTOFIT_REDIS');
    expect(code).toBe(2);
  });

  test('with a wrong password ends as a search does', async () => {
    const redis = urlOf(guarded.port, ':wr0ng-secret@');
    const { code, stderr } = await runCli(['worker', '--redis', redis]);
    expect(stderr).toContain('refuses the user or the password');
    expect(stderr).not.toContain('wr0ng-secret');
    expect(code).toBe(2);
  });

  test('that still looks for its Redis ends at once when it is told to', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as { readonly port: number };
    const asked = once(silent, 'connection');
    const child = spawn(process.execPath, [resolve('dist/cli/main.js'), 'worker'], {
      env: { ...process.env, AUTOFIT_REDIS: urlOf(port) },
    });
    await asked;
    const start = performance.now();
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(130);
    expect(performance.now() - start).toBeLessThan(2000);
    silent.close();
  });

  test('with a cache of no size says how sizes are written', async () => {
    const { code, stderr } = await runCli(['worker', '--redis', open.url(), '--cache-size', 'big']);
    expect(stderr).toContain('800m, 4g or 1.5g');
    expect(code).toBe(2);
  });

  test('without a disk for its cache goes on from memory, and says so', async () => {
    const cache = join(folder.write('no-folder', ''), 'cache');
    const worker = await runWorker(open.url(), cache);
    const { code } = await fit(open.url(), ['--local-workers', '0']);
    expect(code).toBe(0);
    expect(worker.stderr()).toContain('data is kept in memory alone');
    worker.child.kill('SIGKILL');
    await worker.ended;
  });
});
