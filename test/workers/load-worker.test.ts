import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const threads = pathToFileURL(resolve('dist/workers/threads.js')).href;
/** All that a worker reads of its context before the first job. */
const context = { task: { kind: 'regression' }, metric: 'rmse', preprocessing: {}, folds: [] };
const script = `
  import { createThreads } from ${JSON.stringify(threads)};
  import { setTimeout as sleep } from 'node:timers/promises';
  const { signal } = new AbortController();
  for (let i = 0; i < 30; i++) {
    const pool = createThreads(${JSON.stringify(context)}, { workers: 4, signal });
    await sleep(60 + 5 * i);
    await pool.close();
  }
  console.log('closed');`;

/** Threads that end by an error while they load, before there is a job. */
const broken = `
  import { createThreads } from ${JSON.stringify(threads)};
  import { once } from 'node:events';
  const { signal } = new AbortController();
  const context = ${JSON.stringify({ ...context, metric: 'luck' })};
  const pool = createThreads(context, { workers: 1, signal });
  const [thread] = await once(process, 'worker');
  await new Promise((resolve) => thread.on('exit', resolve));
  const job = { kind: 'trial', trial: 0, fold: 0, config: { family: 'constant', params: {} } };
  const outcomes = await Promise.all([pool.run(job), pool.run(job)]);
  console.log(JSON.stringify([...outcomes, await pool.run(job)]));
  await pool.close();`;

test('threads that are closed while they load end quietly', async () => {
  const { stdout, stderr } = await outputOf(script);
  expect(stderr).toBe('');
  expect(stdout).toBe('closed\n');
});

test('threads that fail while they are idle fail the jobs that come, and nothing else', async () => {
  const { stdout, stderr } = await outputOf(broken);
  expect(stderr).toBe('');
  const failed = {
    kind: 'failed',
    reason: 'no worker can start: There is no metric "luck".',
  };
  expect(JSON.parse(stdout)).toEqual([failed, failed, failed]);
});

function outputOf(script: string): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const args = ['--input-type=module', '--eval', script];
  return promisify(execFile)(process.execPath, args, { timeout: 60_000 });
}
