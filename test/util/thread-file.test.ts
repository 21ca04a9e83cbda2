import { afterEach, expect, test, vi } from 'vitest';
import { threadFile } from '../../src/util/thread-file.js';

const built = 'file:///home/src/autofit/dist/workers/load-worker.cjs';
const of = (importer: string) => threadFile(importer, './load-worker.cjs', './worker.ts');

afterEach(() => {
  vi.unstubAllEnvs();
});

test('threads of what is built run what is built', () => {
  expect(of('file:///home/src/autofit/dist/workers/threads.js')).toEqual({ filename: built });
});

test('threads of sources run what is built in tests, else the sources', () => {
  const importer = 'file:///home/src/autofit/src/workers/threads.ts';
  vi.stubEnv('AUTOFIT_BUILT_THREADS', 'yes');
  expect(of(importer)).toEqual({ filename: built });
  vi.stubEnv('AUTOFIT_BUILT_THREADS', undefined);
  expect(of(importer)).toEqual({
    filename: 'file:///home/src/autofit/src/workers/worker.ts',
    execArgv: ['--import', 'tsx'],
  });
});
