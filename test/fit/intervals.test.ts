import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fit, loadPredictor, resume } from '../../src/index.js';
import type { ProgressEvent } from '../../src/options/progress-event.js';
import { randomStream } from '../../src/util/random.js';
import { decodeTensors } from '../../src/util/safetensors.js';

const options = { trials: 2, workers: 1, models: ['linear'] } as const;

function numbers(rows: number, seed: number) {
  const random = randomStream(seed, 'rows');
  return Array.from({ length: rows }, () => {
    const [x, z] = [random.next(), random.next()];
    const noise = (x > 0.5 ? 8 : 1) * (random.next() + random.next() - 1);
    return { x, z, y: 10 * z + noise };
  });
}

function classes(rows: number, seed: number) {
  const random = randomStream(seed, 'rows');
  return Array.from({ length: rows }, () => {
    const x = random.next();
    const drawn = x < 0.4 ? 'low' : random.next() < 0.5 ? 'middle' : 'high';
    return { x, y: drawn };
  });
}

test('numbers come with intervals that cover other rows, from the file of the model too', async () => {
  const out = join(mkdtempSync(join(tmpdir(), 'autofit-')), 'run');
  const test = numbers(400, 2);
  const train = numbers(400, 1);
  const predictor = await fit(train, { ...options, label: 'y', intervals: 0.8, test, out });
  const again = await loadPredictor(out);
  const rows = numbers(600, 3);
  const found = await again.predictInterval(rows);
  expect(found).toEqual(await predictor.predictInterval(rows));
  expect(found.map(({ value }) => value)).toEqual(await predictor.predict(rows));
  const inside = found.filter(
    ({ low, high }, i) => low <= (rows[i]?.y ?? 0) && (rows[i]?.y ?? 0) <= high,
  );
  expect(inside.length / rows.length).toBeCloseTo(0.8, 1);
  const evaluated = await again.evaluate(rows);
  expect(evaluated.covered).toMatchObject({ kind: 'intervals', wanted: 0.8 });
  expect(evaluated.covered?.covered).toBeCloseTo(inside.length / rows.length, 10);
  const wider = await again.predictInterval(rows, { coverage: 0.95 });
  expect((wider[0]?.high ?? 0) - (wider[0]?.low ?? 0)).toBeGreaterThan(
    (found[0]?.high ?? 0) - (found[0]?.low ?? 0),
  );
  expect(predictor.summary.intervals?.tested?.covered).toBeCloseTo(0.8, 1);
  await expect(again.predictSet(rows)).rejects.toThrow('no prediction sets');
  await expect(again.predictInterval(rows, { coverage: 90 })).rejects.toThrow(
    '`coverage` cannot be 90',
  );
});

test('files have the ends of intervals behind the answer, unless they are told not to', async () => {
  const predictor = await fit(numbers(150, 1), { ...options, label: 'y', intervals: 0.9 });
  const folder = mkdtempSync(join(tmpdir(), 'autofit-'));
  const read = async (name: string, more = {}) => {
    await predictor.predictFile(numbers(2, 4), join(folder, name), more);
    return readFileSync(join(folder, name), 'utf8').trim().split('\n');
  };
  const [head, first = ''] = await read('a.csv');
  expect(head).toBe('y,y_low,y_high');
  const [value = 0, low = 0, high = 0] = first.split(',').map(Number);
  expect(value - low).toBeCloseTo(high - value, 9);
  expect(high).toBeGreaterThan(value);
  expect((await read('b.csv', { intervals: false }))[0]).toBe('y');
  const narrow = JSON.parse((await read('c.jsonl', { intervals: 0.5 }))[0] ?? '');
  expect(narrow.y_high - narrow.y_low).toBeLessThan(high - low);
  await expect(read('d.csv', { intervals: 2 })).rejects.toThrow('`intervals` cannot be 2');
});

test('classes come with sets, joined in files', async () => {
  const predictor = await fit(classes(300, 1), { ...options, label: 'y', intervals: 0.9 });
  const [sure, unsure] = await predictor.predictSet([{ x: 0.05 }, { x: 0.9 }]);
  expect(sure).toEqual({ value: 'low', set: ['low'] });
  expect(unsure?.set.toSorted()).toEqual(['high', 'middle']);
  expect(unsure?.set[0]).toBe(unsure?.value);
  const covered = (await predictor.evaluate(classes(500, 2))).covered;
  expect(covered?.covered).toBeGreaterThan(0.86);
  expect(covered?.size).toBeLessThan(2);
  const file = join(mkdtempSync(join(tmpdir(), 'autofit-')), 'a.csv');
  await predictor.predictFile([{ x: 0.9 }], file);
  expect(readFileSync(file, 'utf8')).toMatch(
    /^y,y_set\n(high|middle),(high\|middle|middle\|high)\n$/,
  );
  await expect(predictor.predictInterval([{ x: 1 }])).rejects.toThrow('Classes have no intervals');
});

test('without the option there are none', async () => {
  const predictor = await fit(numbers(60, 1), { ...options, label: 'y' });
  const { metadata } = decodeTensors(await predictor.toBytes());
  expect(metadata.predictor).not.toContain('uncertainty');
  await expect(predictor.predictInterval([{ x: 1, z: 1 }])).rejects.toMatchObject({
    code: 'NO_INTERVALS',
    hint: 'Fit it again with `intervals: 0.9`.',
  });
  await expect(
    predictor.predictFile([{ x: 1, z: 1 }], '/nowhere/a.csv', { intervals: 0.9 }),
  ).rejects.toMatchObject({ code: 'NO_INTERVALS' });
  expect((await predictor.evaluate(numbers(20, 2))).covered).toBeUndefined();
});

test('too few rows are told of, and hold everything', async () => {
  const notes: string[] = [];
  const onProgress = (event: ProgressEvent) => {
    if (event.kind === 'note') notes.push(event.message);
  };
  const predictor = await fit(numbers(40, 1), {
    ...options,
    label: 'y',
    intervals: 0.99,
    onProgress,
  });
  expect(notes.join('\n')).toContain(
    '40 judged rows are too few for intervals that cover 99 %: that takes 99, and until then they hold everything',
  );
  expect(await predictor.predictInterval([{ x: 1, z: 1 }])).toMatchObject([
    { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY },
  ]);
  const file = join(mkdtempSync(join(tmpdir(), 'autofit-')), 'model.safetensors');
  writeFileSync(file, await predictor.toBytes());
  expect((await loadPredictor(file)).info.label).toBe('y');
});

test('rows of groups and of times, weights and a model of all rows have intervals too', async () => {
  const rows = numbers(160, 5).map((row, i) => ({ ...row, shop: `s${i % 20}`, w: 1 + (i % 3) }));
  const notes: string[] = [];
  const onProgress = (event: ProgressEvent) => {
    if (event.kind === 'note') notes.push(event.message);
  };
  const asked = { ...options, label: 'y', intervals: 0.8, onProgress };
  const grouped = await fit(rows, { ...asked, group: 'shop', weight: 'w', refit: true });
  expect(notes.join('\n')).toContain('intervals are for rows of groups that were not seen');
  const covered = (await grouped.evaluate(numbers(400, 6))).covered?.covered ?? 0;
  expect(covered).toBeGreaterThan(0.7);
  expect(covered).toBeLessThan(0.95);
  await fit(rows, { ...asked, timeColumn: 'x' });
  expect(notes.join('\n')).toContain('what changes with time is not covered');
});

test('bytes are the same with other workers, and a run that is given more has intervals too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'autofit-'));
  const train = join(folder, 'train.csv');
  const lines = numbers(150, 1).map(({ x, z, y }) => `${x},${z},${y}`);
  writeFileSync(train, ['x,z,y', ...lines].join('\n'));
  const own = { ...options, label: 'y', intervals: 0.9, report: false };
  const one = await fit(train, { ...own, out: join(folder, 'one') });
  const two = await fit(train, { ...own, workers: 2 });
  expect(await two.toBytes()).toEqual(await one.toBytes());
  const more = await resume(join(folder, 'one'), { trials: 3, workers: 1 });
  expect(more.summary.intervals).toMatchObject({ kind: 'intervals', wanted: 0.9 });
});

test.each([0, 1, 90, Number.NaN])('a share of %s is refused', async (intervals) => {
  await expect(fit(numbers(40, 1), { ...options, label: 'y', intervals })).rejects.toMatchObject({
    code: 'BAD_OPTION',
  });
});

test('one member of an ensemble has none: its file is that of the answers', async () => {
  const models = ['linear', 'boosted-trees'] as const;
  const predictor = await fit(numbers(300, 1), { ...options, models, label: 'y', intervals: 0.9 });
  const model = predictor.modelNames.find((name) => name !== 'ensemble');
  const path = join(mkdtempSync(join(tmpdir(), 'autofit-')), 'a.csv');
  expect(predictor.modelNames).toContain('ensemble');
  await predictor.predictFile(numbers(2, 4), path, { model });
  expect(readFileSync(path, 'utf8').split('\n')[0]).toBe('y');
  await expect(
    predictor.predictFile(numbers(2, 4), path, { model, intervals: 0.5 }),
  ).rejects.toThrow('how sure');
});
