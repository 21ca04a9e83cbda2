import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type FitOptions, fit, loadPredictor, resume } from '../../src/index.js';
import { loadState } from '../../src/predictor/load-state.js';
import { saveState } from '../../src/predictor/save-state.js';
import { changeRecords } from '../fixtures/changed-records.js';
import { csvOf } from '../fixtures/rows.js';
import { runHere } from '../fixtures/run-here.js';
import { steppedFit, steppedRows } from '../fixtures/stepped-rows.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const columns = ['x', 'z', 'group', 'y'];
const data = folder.write('data.csv', csvOf(steppedRows(120), columns));
const held = folder.write('test.csv', csvOf(steppedRows(60, 2), columns));
const options: FitOptions = { label: 'y', test: held, report: false, ...steppedFit };
const run = folder.at('run');

const begin = (name: string, more: FitOptions = {}) =>
  fit(data, { ...options, out: folder.at(name), ...more });

const bytesOf = (path: string) => readFileSync(join(path, 'model.safetensors'));

function copied(name: string): string {
  cpSync(run, folder.at(name), { recursive: true });
  return folder.at(name);
}

beforeAll(async () => {
  await begin('run');
});

test('a run that is refitted ends in the bytes of one that was from the start', async () => {
  const later = copied('later');
  const predictor = await resume(later, { refit: true, workers: 2 });
  await begin('at-once', { refit: true });
  expect(bytesOf(later).equals(bytesOf(folder.at('at-once')))).toBe(true);
  expect(bytesOf(later).length).toBeLessThan(bytesOf(run).length);
  expect(predictor.summary).toMatchObject({ refit: true, trials: 3, run: later });
  const before = await loadPredictor(run);
  expect(predictor.modelNames).toEqual(before.modelNames);
  const scored = await predictor.evaluate(held, ['rmse']);
  const [whole] = predictor.leaderboard();
  expect(whole?.scoreTest).toBe(scored.metrics.rmse);
  expect(whole?.scoreTest).not.toBe(before.leaderboard()[0]?.scoreTest);
  expect(await predictor.outOfFold()).toEqual(await before.outOfFold());
});

test('refitting again changes nothing, and what it is given more is refitted too', async () => {
  const twice = copied('twice');
  await resume(twice, { refit: true, workers: 1 });
  const [bytes, journal] = [bytesOf(twice), readFileSync(join(twice, 'journal.jsonl'))];
  const { summary } = await resume(twice, { refit: true, workers: 1 });
  expect(summary.refit).toBe(true);
  expect(bytesOf(twice).equals(bytes)).toBe(true);
  expect(readFileSync(join(twice, 'journal.jsonl')).equals(journal)).toBe(true);
  await resume(twice, { trials: '+2', workers: 1 });
  await begin('five', { trials: 5, refit: true });
  expect(bytesOf(twice).equals(bytesOf(folder.at('five')))).toBe(true);
});

test('a run that left nothing behind but its model is refitted too', async () => {
  await begin('tidy', { tidy: true });
  expect(existsSync(join(folder.at('tidy'), 'trials'))).toBe(false);
  await resume(folder.at('tidy'), { refit: true, workers: 1 });
  await begin('tidy-at-once', { tidy: true, refit: true });
  expect(bytesOf(folder.at('tidy')).equals(bytesOf(folder.at('tidy-at-once')))).toBe(true);
});

/** Takes a trial out of the journal, as one that the end of the time cut short has no record. */
const withoutRecord = (path: string, name: string) => changeRecords(path, name, () => []);

test('a member that has no record is refitted by what the model file says of it', async () => {
  const cut = copied('cut');
  withoutRecord(cut, 'elastic-net-1');
  const { summary } = await resume(cut, { refit: true, workers: 1 });
  expect(summary.trials).toBe(3);
  expect(bytesOf(cut).equals(bytesOf(folder.at('at-once')))).toBe(true);
});

test.each([
  ['shorter', { state: 'paused', length: 2 } as const],
  ['longer', { state: 'complete', length: 40 } as const],
])('a member whose stretch on record is %s keeps its own length', async (kind, stretch) => {
  const other = copied(kind);
  changeRecords(other, 'elastic-net-1', (event) => [
    { ...event, trial: { ...event.trial, ...stretch } },
  ]);
  await resume(other, { refit: true, workers: 1 });
  expect(bytesOf(other).equals(bytesOf(folder.at('at-once')))).toBe(true);
});

test('one of which nothing is known keeps the models of its folds, and a note says so', async () => {
  const unknown = copied('unknown');
  withoutRecord(unknown, 'elastic-net-1');
  const state = await loadState(bytesOf(unknown));
  const members = state.members.map((member) => ({ ...member, params: undefined }));
  writeFileSync(join(unknown, 'model.safetensors'), await saveState({ ...state, members }));
  const notes: string[] = [];
  const { summary } = await resume(unknown, {
    refit: true,
    workers: 1,
    onProgress: (event) => {
      if (event.kind === 'note') notes.push(event.message);
    },
  });
  expect(notes[0]).toContain('elastic-net-1 keeps the models of its folds');
  expect(summary.refit).toBeUndefined();
  // Which are of all rows is known, and stays so: no row is judged by those.
  const isOfAll = async () =>
    Object.fromEntries(
      (await loadState(bytesOf(unknown))).members.map(({ name, folds: own }) => [
        name,
        own.map(({ ofAllRows }) => ofAllRows === true),
      ]),
    );
  const first = await isOfAll();
  const { 'elastic-net-1': ofFolds, ...others } = first;
  expect(ofFolds?.length).toBeGreaterThan(1);
  expect(ofFolds).not.toContain(true);
  expect(Object.values(others).length).toBeGreaterThan(0);
  for (const own of Object.values(others)) expect(own).toEqual([true]);
  for (const name of Object.keys(others)) withoutRecord(unknown, name);
  await resume(unknown, { refit: true, workers: 1 });
  expect(await isOfAll()).toEqual(first);
});

test('a stop leaves the run as it was', async () => {
  const stopped = copied('stopped');
  const stop = new AbortController();
  const failing = resume(stopped, {
    refit: true,
    workers: 1,
    signal: stop.signal,
    onProgress: (event) => {
      if (event.kind === 'phase' && event.phase === 'refitting') stop.abort();
    },
  });
  await expect(failing).rejects.toMatchObject({ code: 'STOPPED' });
  expect(bytesOf(stopped).equals(bytesOf(run))).toBe(true);
});

test('what cannot be refitted is refused', async () => {
  const refit = { refit: true, workers: 1 };
  await expect(resume(run, { ...refit, trials: '+2' })).rejects.toThrow(
    '`refit: true` does not go with `trials`.',
  );
  await expect(resume(run, { ...refit, timeLimit: '+1m' })).rejects.toMatchObject({
    code: 'BAD_OPTION',
  });
  const open = copied('open');
  const journal = join(open, 'journal.jsonl');
  const lines = readFileSync(journal, 'utf8').trimEnd().split('\n');
  writeFileSync(journal, `${lines.slice(0, -1).join('\n')}\n`);
  await expect(resume(open, refit)).rejects.toMatchObject({ code: 'RUN_OPEN' });
  const memory = folder.at('memory');
  await fit(steppedRows(60), { label: 'y', ...steppedFit, trials: 1, out: memory, report: false });
  await expect(resume(memory, refit)).rejects.toMatchObject({ code: 'NO_DATA' });
  const changed = folder.write('changed.csv', readFileSync(data));
  const own = folder.at('own');
  await fit(changed, { ...options, trials: 1, out: own });
  writeFileSync(changed, csvOf(steppedRows(120, 7), columns));
  await expect(resume(own, refit)).rejects.toMatchObject({ code: 'DATA_CHANGED' });
});

test('rows of a validation file that moved to those that teach are other data', async () => {
  const rows = csvOf(steppedRows(120), columns).trimEnd().split('\n');
  const [head = '', ...lines] = rows;
  const parted = (at: number) => {
    folder.write('teach.csv', `${[head, ...lines.slice(0, at)].join('\n')}\n`);
    return folder.write('judge.csv', `${[head, ...lines.slice(at)].join('\n')}\n`);
  };
  const { folds: _none, ...given } = options as typeof options & { readonly folds?: number };
  const out = folder.at('parted');
  const validation = parted(80);
  await fit(folder.at('teach.csv'), { ...given, validation, trials: 1, out });
  parted(81);
  await expect(resume(out, { trials: '+1', workers: 1 })).rejects.toMatchObject({
    code: 'DATA_CHANGED',
  });
  parted(80);
  await expect(resume(out, { trials: '+1', workers: 1 })).resolves.toBeDefined();
});

test('the command line refits, and the report tells of it', async () => {
  const told = folder.at('told');
  await begin('told', { report: true, trials: 1 });
  const { code, stdout } = await runHere(['resume', told, '--refit', '-q', '-j', '1']);
  expect(code).toBe(0);
  expect(stdout).toContain('the saved one is fitted to all rows');
  expect(readFileSync(join(told, 'report.md'), 'utf8')).toContain('trained anew on all rows');
});
