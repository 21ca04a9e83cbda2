import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  AutofitError,
  type FitOptions,
  type FittedPredictor,
  fit,
  type LeaderboardRow,
  loadPredictor,
  type ProgressEvent,
  type Row,
} from '../../src/index.js';
import { csvOf, sampleRows } from '../fixtures/rows.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { tinyPreset } from '../fixtures/tiny-preset.js';

const folder = tempFolder();
const preset = folder.write('tiny.json', tinyPreset);
const rows = sampleRows(40).map(({ x, group, price }) => ({ x, group, price }));
const path = folder.write('train.csv', csvOf(rows, ['x', 'group', 'price']));
const options: FitOptions = { label: 'price', preset, trials: 2, workers: 1 };

test('a path, rows, columns and a stream of the same data give the same predictor', async () => {
  const columns = {
    x: Float64Array.from(rows, (row) => Number(row.x)),
    group: rows.map((row) => row.group),
    price: rows.map((row) => row.price),
  };
  async function* stream(): AsyncGenerator<Row> {
    for (const row of rows) yield row;
  }
  const predictions: unknown[] = [];
  for (const source of [path, rows, columns, stream()]) {
    predictions.push(await (await fit(source, options)).predict(rows));
  }
  expect(predictions[0]).toHaveLength(40);
  for (const others of predictions) expect(others).toEqual(predictions[0]);
});

test('a predictor is saved as one file, and loads from it and from its run folder', async () => {
  const out = folder.at('run');
  const predictor: FittedPredictor = await fit(path, { ...options, out });
  const file = folder.at('model.safetensors');
  await predictor.save(file);
  expect(readFileSync(file)).toEqual(readFileSync(`${out}/model.safetensors`));
  expect(readdirSync(folder.path).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  const expected = await predictor.predict(path);
  for (const place of [file, out]) {
    expect(await (await loadPredictor(place)).predict(path)).toEqual(expected);
  }
  expect(predictor.summary).toMatchObject({
    run: out,
    model: `${out}/model.safetensors`,
    rows: 40,
  });
});

test('without a folder nothing is written', async () => {
  const { summary } = await fit(rows, options);
  expect([summary.run, summary.model]).toEqual([null, null]);
});

test('progress tells of the data first, then of each trial with the best so far', async () => {
  const events: ProgressEvent[] = [];
  await fit(rows, { ...options, trials: 3, onProgress: (event) => events.push(event) });
  const [data] = events.filter(({ kind }) => kind === 'data' || kind === 'trial');
  expect(data).toMatchObject({ kind: 'data', rows: 40, features: 2, task: 'regression' });
  const trials = events.filter((event) => event.kind === 'trial');
  expect(trials.map(({ trial }) => trial.number).toSorted()).toEqual([0, 1, 2, 3]);
  expect(trials.map(({ finished }) => finished)).toContain(3);
  for (const { best } of trials) expect(best?.state).toBe('complete');
  const scores = trials.map(({ trial }) => trial.score ?? Number.POSITIVE_INFINITY);
  expect(trials.at(-1)?.best?.score).toBe(Math.min(...scores));
});

test('progress tells of phases in order, and of what each worker begins and ends', async () => {
  const events: ProgressEvent[] = [];
  const onProgress = (event: ProgressEvent) => events.push(event);
  await fit(rows, { ...options, workers: 2, trials: 4, refit: true, onProgress });
  expect(events[0]).toEqual({ kind: 'begin', timeLimit: undefined, trials: 4, secondsSpent: 0 });
  const phases = events.flatMap((event) => (event.kind === 'phase' ? [event.phase] : []));
  const all = ['reading', 'judging', 'searching', 'ensembling', 'refitting', 'saving'];
  expect(phases).toEqual(all);
  const busy = new Map<number, string>();
  for (const event of events) {
    if (event.kind !== 'job') continue;
    const job = `${event.name} ${event.fold}`;
    expect([1, 2]).toContain(event.worker);
    expect(busy.get(event.worker)).toBe(event.state === 'begun' ? undefined : job);
    if (event.state === 'begun') busy.set(event.worker, job);
    else busy.delete(event.worker);
  }
  expect(busy.size).toBe(0);
  expect(events.some((event) => event.kind === 'job' && event.purpose === 'refit')).toBe(true);
});

test('an abort before the start gives the baseline', async () => {
  const predictor = await fit(rows, { ...options, signal: AbortSignal.abort() });
  expect(predictor.summary).toMatchObject({ baselineOnly: true, best: { name: 'constant' } });
});

test('an abort in the middle keeps what is finished', async () => {
  const controller = new AbortController();
  const predictor = await fit(rows, {
    ...options,
    trials: 1_000_000,
    signal: controller.signal,
    onProgress: (event) => {
      if (event.kind === 'trial' && event.finished === 3) controller.abort();
    },
  });
  const scored = predictor.leaderboard().filter(({ scoreValidation }) => scoreValidation !== null);
  expect(scored.length).toBeGreaterThanOrEqual(4);
  expect(await predictor.predict(rows)).toHaveLength(40);
});

test('a time limit ends an endless search', async () => {
  const { trials: _, ...endless } = options;
  const predictor = await fit(rows, { ...endless, timeLimit: '1s' });
  const board: readonly LeaderboardRow[] = predictor.leaderboard();
  expect(board.some(({ family }) => family === 'constant')).toBe(true);
});

test('a time limit counts from when it began', async () => {
  const { trials: _, ...endless } = options;
  const long = 3_600;
  const predictor = await fit(
    rows,
    { ...endless, timeLimit: long },
    performance.now() - 1000 * long,
  );
  expect(predictor.leaderboard().map(({ family }) => family)).toEqual(['constant']);
});

test('test rows are scored and change nothing else', async () => {
  const plain = await fit(rows, options);
  const tested = await fit(rows, { ...options, test: sampleRows(10, 3) });
  expect(await tested.predict(rows)).toEqual(await plain.predict(rows));
  const { metrics } = await tested.evaluate(sampleRows(10, 3));
  expect(tested.summary.scoreTest).toBeCloseTo(metrics.rmse ?? 0, 8);
  expect(plain.summary).not.toHaveProperty('scoreTest');
});

test('when time is short a part of many test rows is scored, and told of', async () => {
  const notes: string[] = [];
  const test = sampleRows(30_000, 3);
  const controller = new AbortController();
  const short = await fit(rows, {
    ...options,
    trials: 1_000_000,
    test,
    signal: controller.signal,
    onProgress: (event) => {
      if (event.kind === 'note') notes.push(event.message);
      if (event.kind === 'trial' && event.finished === 1) controller.abort();
    },
  });
  const isPart = notes.some((note) => /the test score is of [\d,]+ of 30,000 rows/.test(note));
  const { metrics } = await short.evaluate(test);
  const isWhole = Math.abs((short.summary.scoreTest ?? 0) - (metrics.rmse ?? 0)) < 1e-8;
  expect(isPart).toBe(!isWhole);
});

test('what stops a fit with an error ends it, whatever still runs', async () => {
  const failing = fit(rows, {
    ...options,
    trials: 1_000_000,
    onProgress: (event) => {
      if (event.kind === 'trial' && event.finished === 3) throw new Error('no more');
    },
  });
  await expect(failing).rejects.toThrow('no more');
});

test('without a usable feature only the baseline is fitted, with a warning', async () => {
  const events: ProgressEvent[] = [];
  const bare = rows.map(({ price }) => ({ price, same: 1 }));
  const predictor = await fit(bare, { ...options, onProgress: (event) => events.push(event) });
  expect(predictor.leaderboard().map(({ family }) => family)).toEqual(['constant']);
  expect(events).toContainEqual({
    kind: 'warning',
    message: expect.stringContaining('only the constant baseline'),
  });
  expect(await predictor.predict([{ same: 1 }, {}])).toHaveLength(2);
});

test('the metric that is asked for decides', async () => {
  const predictor = await fit(rows, { ...options, metric: 'mae' });
  expect(predictor.info.metric).toBe('mae');
  const [best] = predictor.leaderboard();
  expect(best?.metric).toBe('mae');
});

test('a mistake of the user is an AutofitError with a code and a hint', async () => {
  const mistake = fit(rows, { ...options, label: 'prices' });
  await expect(mistake).rejects.toBeInstanceOf(AutofitError);
  await expect(mistake).rejects.toMatchObject({ code: 'NO_LABEL', hint: expect.any(String) });
  await expect(fit([], options)).rejects.toMatchObject({ code: 'NO_ROWS' });
  await expect(loadPredictor(folder.at('none'))).rejects.toMatchObject({ code: 'NO_MODEL' });
  await expect(loadPredictor(path)).rejects.toMatchObject({ code: 'BAD_MODEL_FILE' });
});
