import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import type { FitData } from '../../src/fit/lay-out-data.js';
import { rowsOfRun } from '../../src/fit/lesson-data.js';
import { readFitData } from '../../src/fit/read-fit-data.js';
import { trialsInMemory } from '../../src/fit/trials-in-memory.js';
import { withinMemory } from '../../src/fit/within-memory.js';
import { familyNamed } from '../../src/models/families.js';
import type { FitOptions } from '../../src/options/fit-options.js';
import { resolveOptions } from '../../src/options/options.js';
import { readRunState } from '../../src/run/read-run-state.js';
import { loneTrialBytes } from '../../src/trial/memory-plan.js';
import { trialsShape } from '../../src/trial/trials-shape.js';
import { randomStream } from '../../src/util/random.js';

const ROWS = 20_000;
const folder = mkdtempSync(join(tmpdir(), 'autofit-memory-'));
const path = join(folder, 'rows.csv');
const cells: string[] = [];
const own: FitOptions = { label: 'y', models: ['linear'], trials: 1, workers: 1 };

beforeAll(() => {
  const random = randomStream('memory');
  const lines = Array.from({ length: ROWS }, () => {
    const x = random.normal();
    cells.push(x.toFixed(4));
    return `${x.toFixed(4)},${x + random.normal() > 1 ? 'yes' : 'no'}`;
  });
  writeFileSync(path, `x,y\n${lines.join('\n')}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function readWith(options: Partial<FitOptions>, source = path) {
  const told: string[] = [];
  const settings = await resolveOptions({
    ...own,
    ...options,
    onProgress: (event) => event.kind === 'warning' && told.push(event.message),
  });
  const data = await readFitData(source, settings, new AbortController().signal);
  return { data, told };
}

test('where memory is not enough for all rows, as many as fit are trained and judged on, and the user is told', async () => {
  const { data, told } = await readWith({ memory: '303m' });
  const { table, places, chosenOf, judge } = data;
  expect(chosenOf).toBe(ROWS);
  expect(table.rows).toBeGreaterThanOrEqual(10_000);
  expect(table.rows).toBeLessThan(ROWS);
  expect(told).toContain(
    `trained on ${table.rows.toLocaleString('en-US')} rows of 20,000: \`memory\` is not enough for more`,
  );
  const [x] = table.columns;
  const written = Array.from(places ?? [], (place) => Number(cells[place]));
  expect(x?.kind === 'numeric' && [...x.values]).toEqual(written);
  const [fold] = judge.folds;
  const isTrained = new Set(fold?.train);
  expect(fold?.validation.some((row) => isTrained.has(row))).toBe(false);
  const again = await readWith({ memory: '303m' });
  expect(again.data.places).toEqual(places);
});

/** What a linear trial of these data takes. */
function neededBy({ context }: FitData): number {
  return loneTrialBytes(trialsShape(context, ['linear']), familyNamed('linear').inputs);
}

test('rows of texts are chosen so that a trial fits with the terms that it counts', async () => {
  const random = randomStream('texts');
  const word = () => Math.floor(random.next() * 5000).toString(36);
  const lines = Array.from({ length: ROWS }, (_, i) => {
    const text = Array.from({ length: 25 }, word).join(' ');
    return `${text},${i % 3 === 0 ? 'yes' : 'no'}`;
  });
  const texts = join(folder, 'texts.csv');
  writeFileSync(texts, `note,y\n${lines.join('\n')}\n`);
  const { data: whole } = await readWith({ memory: '2g' }, texts);
  const bytes = Math.floor(neededBy(whole) - 5e6);
  const { data } = await readWith({ memory: bytes }, texts);
  expect(data.table.rows).toBeLessThan(ROWS);
  expect(data.table.rows).toBeGreaterThan(0.8 * ROWS);
  expect(neededBy(data)).toBeLessThanOrEqual(bytes);
});

test('a rare class of which more than its share is chosen is told of', async () => {
  const rare = join(folder, 'rare.csv');
  const lines = cells.map((cell, i) => `${cell},${i < 40 ? 'fraud' : i % 2 ? 'yes' : 'no'}`);
  writeFileSync(rare, `x,y\n${lines.join('\n')}\n`);
  const { told } = await readWith({ memory: '301m' }, rare);
  expect(told).toContainEqual(
    '"fraud" is 2.0 times as frequent among the rows that were chosen as among all: its probabilities are too high by about as much',
  );
});

test('rows that are judged on have their room, and are told among all rows', async () => {
  const validation = path;
  const { data: whole } = await readWith({ memory: '2g', validation });
  const bytes = Math.floor(neededBy(whole) - 300e3);
  const { data } = await readWith({ memory: bytes, validation });
  expect(data.table.rows).toBeLessThan(2 * ROWS);
  expect(data.table.rows).toBeGreaterThan(ROWS + 10_000);
  expect(data.chosenOf).toBe(2 * ROWS);
  expect(neededBy(data)).toBeLessThanOrEqual(bytes);
});

test('rows that are scored in the end have their room beside trials', async () => {
  const { data: whole } = await readWith({ memory: '2g' });
  const bytes = Math.floor(neededBy(whole) + 1.2e6);
  const { data } = await readWith({ memory: bytes, test: path });
  expect(data.table.rows).toBeLessThan(ROWS);
  expect(data.table.rows).toBeGreaterThan(10_000);
  const scored = data.test?.rows ?? 0;
  expect(scored).toBe(ROWS);
  // A number, a label and its code.
  expect(neededBy(data) + 16 * scored).toBeLessThanOrEqual(bytes);
});

test('a trial that has no room beside the rows to score is refused', async () => {
  const { data } = await readWith({ memory: '2g', test: path });
  const done = { kind: 'failed', reason: 'it ran' } as const;
  const executor = { workers: 1, run: async () => done, close: async () => {} };
  const { label, ...rest } = own;
  const refusal = async (memory: number) => {
    const settings = await resolveOptions({ label, ...rest, memory });
    const job = {
      kind: 'trial',
      trial: 1,
      fold: 0,
      config: { family: 'linear', params: {} },
    } as const;
    return withinMemory(executor, data, settings).run(job);
  };
  const alone = Math.ceil(neededBy(data));
  expect(await refusal(alone + ROWS * 8)).toMatchObject({ reason: /^it needs about 30\d MB/ });
  expect(await refusal(alone + ROWS * 32)).toEqual(done);
});

test.each(['validation', 'test'] as const)(
  'a table of `%s` that leaves no room for a trial, or none for its cells, is refused',
  async (name) => {
    const rows = name === 'test' ? 40_000 : ROWS;
    const other = join(folder, `${name}.csv`);
    writeFileSync(other, `x,y\n${'0.5,yes\n-0.25,no\n'.repeat(rows / 2)}`);
    await expect(readWith({ memory: '302500k', [name]: other })).rejects.toMatchObject({
      code: 'MEMORY',
      message: expect.stringMatching(
        new RegExp(
          `^\`memory\` allows 30\\d MB, and 10,000 rows to train on take about 30\\d MB beside the ${rows / 1000},000 rows of \`${name}\`\\.$`,
        ),
      ),
    });
    await expect(readWith({ memory: 200_400_000, [name]: other })).rejects.toMatchObject({
      code: 'MEMORY',
      message: expect.stringMatching(/its cells take .* and `memory` leaves \d+ kB for them\.$/),
    });
  },
);

test('within a memory that was told, predictions of as many trials are there at once as have room', async () => {
  const { data } = await readWith({ memory: '2g' });
  const settings = async (memory?: number) =>
    resolveOptions({ label: 'y', ...(memory !== undefined && { memory }) });
  const perTrial = 8 * 2 * data.judge.rows.length;
  const [numbers] = data.table.columns;
  const table = numbers?.kind === 'numeric' ? numbers.values.byteLength : 0;
  expect(trialsInMemory(data, await settings())).toBeUndefined();
  expect(trialsInMemory(data, await settings(200e6 + table + 7.5 * perTrial))).toBe(7);
  expect(trialsInMemory(data, await settings(200e6))).toBe(1);
});

test('where it is enough, all rows are there', async () => {
  const { data, told } = await readWith({ memory: '2g' });
  expect([data.table.rows, data.chosenOf]).toEqual([ROWS, undefined]);
  expect(told).toEqual([]);
});

test('a trial that cannot fit is refused with what it needs, and the baseline is left', async () => {
  const predictor = await fit(path, { ...own, memory: '290m' });
  const [best, refused] = predictor.leaderboard();
  expect(best?.name).toBe('constant');
  expect(refused).toMatchObject({ name: 'linear-1', state: 'failed' });
  expect(refused?.reason).toMatch(/^it needs about 30\d MB, and `memory` allows 290 MB$/);
  const { rows, chosenOf } = predictor.info;
  expect([Math.round(rows / 100), chosenOf]).toEqual([100, ROWS]);
  expect(predictor.summary).toMatchObject({ rows, chosenOf });
});

test('a size that is none is refused before anything is read', async () => {
  await expect(fit(path, { ...own, memory: 'much' })).rejects.toThrow(
    '`memory`: "much" is no size in bytes.',
  );
});

test('an executor within a memory has as many workers as there are by now', async () => {
  const settings = await resolveOptions({ ...own, memory: '4g' });
  const data = await readFitData(path, settings, new AbortController().signal);
  let workers = 1;
  const elsewhere = {
    get workers() {
      return workers;
    },
    run: async () => ({ kind: 'stopped' }) as const,
    close: async () => {},
  };
  const executor = withinMemory(elsewhere, data, settings);
  workers = 5;
  expect(executor.workers).toBe(5);
});

test('a run whose rows memory chose is read again with the same, to teach by', async () => {
  const run = join(folder, 'chosen');
  await fit(path, { ...own, memory: '303m', out: run, report: false });
  const state = await readRunState(run);
  const lesson = await rowsOfRun(run, state, { workers: 1, onProgress: () => {} });
  expect(lesson.table.rows).toBe(state.rows);
  expect(state.rows).toBeLessThan(ROWS);
});
