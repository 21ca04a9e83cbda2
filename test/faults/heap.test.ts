import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** Megabytes of heap that threads have: enough for their code, not for so many levels. */
const HEAP = 20;

/** A search of which the threads alone have so little. */
const script = `
  import { setFlagsFromString } from 'node:v8';
  import { fit } from '${pathToFileURL(resolve('dist/index.js')).href}';
  const rows = Array.from({ length: 120_000 }, (_, row) => ({
    level: 'level number ' + (row >> 1),
    kind: row % 3 === 0 ? 'third' : 'other',
  }));
  setFlagsFromString('--max-old-space-size=${HEAP}');
  const notes = [];
  const { summary } = await fit(rows, {
    label: 'kind',
    models: ['linear', 'boosted-trees'],
    trials: 30,
    lag: 2,
    workers: 2,
    onProgress: (event) => event.kind === 'note' && notes.push(event.message),
  });
  console.log(JSON.stringify({ notes, summary }));`;

test('trials that fill the heaps of their threads fail, families that they are of are left out, and the process lives', async () => {
  const args = ['--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 110_000 });
  const { notes, summary } = JSON.parse(stdout);
  expect(summary.failure).toMatch(/^memory is not enough: the heap of its thread was full/);
  expect(summary.failed).toBe(summary.trials);
  expect(summary.trials).toBeLessThan(12);
  const told = (family: string) => `not tried any more, as memory is not enough for it: ${family}`;
  expect(notes).toEqual(expect.arrayContaining([told('linear'), told('boosted-trees')]));
  expect(summary).toMatchObject({ baselineOnly: true, best: { name: 'constant' } });
});
