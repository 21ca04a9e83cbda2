import { expect, test } from 'vitest';
import { threadFile } from '../../src/util/thread-file.js';

const built = 'file:///home/src/autofit/dist/workers/load-worker.cjs';
const of = (importer: string) => threadFile(importer, './load-worker.cjs', './worker.ts');

test('threads of what is built run what is built', () => {
  expect(of('file:///home/src/autofit/dist/workers/threads.js')).toEqual({ filename: built });
});

test('threads of sources run what is built in tests, else the sources', () => {
  const importer = 'file:///home/src/autofit/src/workers/threads.ts';
  expect(of(importer)).toEqual({ filename: built });
  const { AUTOFIT_BUILT_THREADS: told } = process.env;
  delete process.env.AUTOFIT_BUILT_THREADS;
  const { filename, execArgv } = of(importer);
  process.env.AUTOFIT_BUILT_THREADS = told;
  expect(filename).toBe('file:///home/src/autofit/src/workers/worker.ts');
  expect(execArgv).toEqual(['--import', 'tsx']);
});
