import { expect, test, vi } from 'vitest';
import { createExecutor } from '../../src/fit/create-executor.js';
import { fit, resume } from '../../src/index.js';
import { csvOf, sampleRows } from '../fixtures/rows.js';
import { tempFolder } from '../fixtures/temp-folder.js';

vi.mock('../../src/fit/create-executor.js', { spy: true });

test('a refit that fails keeps the models of all folds beside a limit on answers too, and says so', async () => {
  const folder = tempFolder();
  const data = folder.write('rows.csv', csvOf(sampleRows(60), ['x', 'group', 'price']));
  const out = folder.at('run');
  const own = { models: ['linear'], trials: 1, timeLimit: '60s', folds: 2, workers: 1 };
  await fit(data, { ...own, label: 'price', inferLimit: '60s', report: false, out });
  vi.mocked(createExecutor).mockResolvedValueOnce({
    workers: 1,
    run: async () => ({ kind: 'failed', reason: 'no room', milliseconds: 0 }),
    close: async () => {},
  });
  const notes: string[] = [];
  const onProgress = (event: { readonly kind: string; readonly message?: string }) => {
    if (event.kind === 'note' && event.message) notes.push(event.message);
  };
  const { summary } = await resume(out, { refit: true, workers: 1, onProgress });
  expect(notes).toContain('linear-1 keeps the models of its folds: no room');
  expect(summary.refit).toBeUndefined();
});
