import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type FitOptions, fit, loadPredictor, resume } from '../../src/index.js';
import type { TimingEvent, TrialEvent } from '../../src/trial/journal.js';
import { csvOf, sampleRows } from '../fixtures/rows.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const plain = folder.write('plain.json', '{"description":"first configurations"}');
const rows = sampleRows(120).map(({ x, group }) => ({ x, group, price: (Number(x) + 1) ** 2 }));
const told: string[] = [];
/** Neighbours are looked for among all rows, a linear model multiplies a few numbers: some 40 µs and less than 1. */
const options: FitOptions = {
  label: 'price',
  preset: plain,
  models: ['linear', 'neighbours'],
  trials: 2,
  timeLimit: '60s',
  folds: 3,
  workers: 1,
  report: false,
  onProgress: (event) => {
    if (event.kind === 'note' || event.kind === 'warning') told.push(event.message);
  },
};

const membersOf = (predictor: Awaited<ReturnType<typeof fit>>) =>
  predictor.leaderboard().flatMap(({ family, weight = 0 }) => (weight > 0 ? [family] : []));

test('a limit between families leaves the slow ones out, and the time that was reached is told', async () => {
  told.length = 0;
  const free = await fit(rows, options);
  expect(membersOf(free)).toContain('neighbours');
  expect(free.summary.answers).toBeUndefined();
  const quick = await fit(rows, { ...options, inferLimit: '5us' });
  expect(membersOf(quick)).not.toContain('neighbours');
  expect(membersOf(quick)).toContain('linear');
  expect(quick.summary.answers?.limitMs).toBeCloseTo(0.005);
  expect(quick.summary.answers?.msPerRow).toBeLessThan(0.005);
  const [note] = told.filter((message) => message.includes('inferLimit'));
  expect(note).toMatch(
    /^1 model of 3 may not enter the answer by `inferLimit: '5us'`: .*neighbours-2/,
  );
});

test('where nothing answers in time, the fastest does with a warning', async () => {
  told.length = 0;
  const baseline = await fit(rows, { ...options, inferLimit: 0.00000001 });
  expect(membersOf(baseline)).toEqual(['constant']);
  expect(told.filter((message) => message.startsWith('nothing'))).toHaveLength(1);
  expect(told.filter((message) => message.startsWith('it answers a row in'))).toHaveLength(1);
});

test('a resumed run chooses by the times that are on record', async () => {
  const file = folder.write('rows.csv', csvOf(rows, ['x', 'group', 'price']));
  const whole = folder.at('whole');
  await fit(file, { ...options, inferLimit: '5us', out: whole });
  const [again, swapped] = [folder.at('again'), folder.at('swapped')];
  interrupted(whole, again, (event) => event);
  interrupted(whole, swapped, (event) => ({
    ...event,
    time: { models: event.trial === 1 ? 100 : 1, preparations: {} },
  }));
  const bytesOf = async (run: string) => (await loadPredictor(run)).toBytes();
  const same = await resume(again, { workers: 1 });
  expect(await bytesOf(again)).toEqual(await bytesOf(whole));
  expect(membersOf(same)).toContain('linear');
  expect(membersOf(await resume(swapped, { workers: 1 }))).not.toContain('linear');
});

test('a model of all rows answers instead of three of the folds', async () => {
  const limit = { ...options, inferLimit: '60s', refit: true };
  const run = folder.at('refit');
  await fit(rows, { ...limit, out: run });
  const bag = folder.at('bag');
  await fit(rows, { ...limit, refit: false, out: bag });
  const preparations = (path: string) =>
    timesIn(path).map(({ time }) => Object.keys(time.preparations).length);
  expect(preparations(run)).toEqual([1, 1, 1]);
  expect(preparations(bag)).toEqual([3, 3, 3]);
});

test('a run that was refitted times one model of each trial, also of those that were timed before', async () => {
  const data = folder.write('refitted.csv', csvOf(rows, ['x', 'group', 'price']));
  const out = folder.at('refitted');
  await fit(data, { ...options, inferLimit: '60s', out });
  await resume(out, { workers: 1, refit: true });
  await resume(out, { workers: 1, trials: '+1', timeLimit: '+60s' });
  const timings = timesIn(out).map(({ trial, models, time }) => [
    trial,
    models,
    Object.keys(time.preparations).length,
  ]);
  expect(timings.filter(([, models]) => models === 3).sort()).toEqual(
    [0, 1, 2].map((n) => [n, 3, 3]),
  );
  expect(timings.filter(([, models]) => models === 1).sort()).toEqual(
    [0, 1, 2, 3].map((n) => [n, 1, 1]),
  );
});

test('trials alone know no time', async () => {
  const { timeLimit: _, ...untimed } = options;
  await expect(fit(rows, { ...untimed, inferLimit: '1ms' })).rejects.toMatchObject({
    code: 'BAD_OPTION',
    message: '`inferLimit` goes by a clock, and `trials` alone by none.',
  });
  await expect(fit(rows, { ...options, inferLimit: 'soon' })).rejects.toMatchObject({
    code: 'BAD_DURATION',
  });
});

type Line = TimingEvent | TrialEvent | { readonly kind: 'end' };

/** A copy of a run that was killed once its trials were timed, whose times are these. */
function interrupted(from: string, to: string, change: (event: TimingEvent) => TimingEvent): void {
  cpSync(from, to, { recursive: true });
  const lines = linesIn(from).filter(({ kind }) => kind !== 'end');
  const changed = lines.map((line) => (line.kind === 'timing' ? change(line) : line));
  const text = changed.map((line) => `${JSON.stringify(line)}\n`).join('');
  writeFileSync(join(to, 'journal.jsonl'), text);
  rmSync(join(to, 'model.safetensors'));
}

function linesIn(run: string): readonly Line[] {
  const text = readFileSync(join(run, 'journal.jsonl'), 'utf8').trim();
  return text.split('\n').map((line): Line => JSON.parse(line));
}

function timesIn(run: string): readonly TimingEvent[] {
  return linesIn(run).flatMap((line) => (line.kind === 'timing' ? [line] : []));
}

test('a run that is over is given time besides trials: without a clock nothing could be timed', async () => {
  const out = folder.at('over');
  const data = folder.write('over.csv', csvOf(rows, ['x', 'group', 'price']));
  await fit(data, { ...options, inferLimit: '5us', out });
  await expect(resume(out, { workers: 1, trials: '+1' })).rejects.toThrow('`trials` alone by none');
  const more = await resume(out, { workers: 1, trials: '+1', timeLimit: '+60s' });
  expect(more.summary.trials).toBe(3);
});
