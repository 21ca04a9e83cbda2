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

test('threads that are closed while they load end quietly', async () => {
  const args = ['--input-type=module', '--eval', script];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args);
  expect(stderr).toBe('');
  expect(stdout).toBe('closed\n');
});
