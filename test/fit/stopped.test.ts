import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fit, resume } from '../../src/index.js';
import { sampleRows } from '../fixtures/rows.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const options = {
  label: 'price',
  models: ['linear'],
  families: { linear: { defaults: { epochs: 2 } } },
  folds: 2,
  trials: 2,
  workers: 1,
};

/** Rows that arrive, after which nothing does: the abort comes then. */
async function* arriving(count: number, stop: AbortController) {
  yield* sampleRows(count);
  stop.abort();
  await new Promise(() => {});
}

test('a run on data from memory cannot be resumed, and is told that it was', async () => {
  const out = folder.at('memory');
  const stop = new AbortController();
  const onProgress = ({ kind }: { readonly kind: string }) => {
    if (kind === 'trial') stop.abort();
  };
  await fit(sampleRows(40), { ...options, out, signal: stop.signal, onProgress });
  await expect(resume(out)).rejects.toMatchObject({
    code: 'NO_DATA',
    message: `The data of ${out} came from memory or standard input: there is nothing to go on with.`,
    hint: 'Only runs on files can be resumed: fit again.',
  });
});

test('a run that was stopped while it read cannot be resumed, and is told that it was', async () => {
  const out = folder.at('cut');
  const stop = new AbortController();
  await fit(arriving(40, stop), { ...options, out, signal: stop.signal });
  // As of a process that is killed before it tells of its end.
  const journal = `${out}/journal.jsonl`;
  const lines = readFileSync(journal, 'utf8').split('\n');
  writeFileSync(journal, lines.filter((line) => !line.startsWith('{"kind":"end"')).join('\n'));
  await expect(resume(out)).rejects.toMatchObject({
    code: 'NO_DATA',
    message: `The data of ${out} was not read and judged to its end: there is nothing to go on with.`,
  });
});

test('who stops a fit is not told to give more time', async () => {
  const stop = new AbortController();
  await expect(fit(arriving(0, stop), { ...options, signal: stop.signal })).rejects.toMatchObject({
    message: 'Stopped before a row was read.',
    hint: 'Does anything write to it?',
  });
  const late = fit(arriving(0, new AbortController()), { ...options, timeLimit: '50ms' });
  await expect(late).rejects.toMatchObject({
    message: 'The time was up before a row was read.',
    hint: 'Does anything write to it? Give more time.',
  });
});
