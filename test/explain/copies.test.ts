import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import { loadState } from '../../src/predictor/load-state.js';
import type { PredictorState } from '../../src/predictor/predictor-state.js';
import { openLivingModel } from '../../src/report/page/living-model.js';
import { loadPredictor } from '../../src/run/predictor-file.js';
import { openAnswers } from '../../src/serve/answer-jobs.js';
import { randomStream } from '../../src/util/random.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const random = randomStream(3, 'explained copies');
const draws = Array.from({ length: 90 }, () => {
  const [x, z] = [random.next(), random.next()];
  // A half is noise, which no model can find and copies know.
  const place = Math.min(2, Math.floor(3 * (random.integer(2) ? x : random.next())));
  return { x, z, y: ['low', 'mid', 'high'][place] ?? '' };
});
const asked = [...draws.slice(0, 20), { x: 0.5, z: 0.25, y: 'low' }];
const features = asked.map(({ x, z }) => ({ x, z }));
let predictor: Awaited<ReturnType<typeof fit>>;
let state: PredictorState;

beforeAll(async () => {
  const options = { label: 'y', trials: 1, workers: 1, models: ['linear'] } as const;
  predictor = await fit([...draws, ...draws], { ...options, metric: 'log_loss' });
  state = await loadState(await predictor.toBytes());
});

test('an explained row has the class that is predicted, and a note where contributions are of the models alone', async () => {
  const { rows = [], notes } = await predictor.explain(features, {
    rows: asked.map((_, i) => i + 1),
  });
  expect(rows.map(({ prediction }) => prediction)).toEqual(await predictor.predict(features));
  expect(rows.map(({ isCopy }) => isCopy)).toEqual(asked.map((_, i) => i < 20));
  expect(notes).toContain(
    '20 rows are copies of training rows: contributions add up to the answer of the models, before labels',
  );
});

test('how much columns matter is told with a note that scores are of the models', async () => {
  const { notes } = await predictor.explain(asked);
  expect(notes).toContain(
    '20 rows are copies of training rows: scores are of the models, before labels',
  );
});

test('a file is written with the contributions to the class that is written', async () => {
  const folder = tempFolder();
  const model = folder.at('model.safetensors');
  await predictor.save(model);
  const data = folder.write(
    'asked.csv',
    ['x,z', ...features.map(({ x, z }) => `${x},${z}`)].join('\n'),
  );
  const out = folder.at('why.jsonl');
  const { notes } = await (await loadPredictor(model, { workers: 1 })).predictFile(data, out, {
    explain: true,
  });
  expect(notes).toContain(
    '20 rows are copies of training rows: contributions add up to the answer of the models, before labels',
  );
  const { rows = [] } = await predictor.explain(features, { rows: asked.map((_, i) => i + 1) });
  const written = readFileSync(out, 'utf8').trimEnd().split('\n');
  for (const [i, line] of written.entries()) {
    const row = JSON.parse(line) as { y: string; contribution_x: number };
    const output = rows[i]?.outputs.find((own) => own.class === row.y);
    const x = output?.contributions.find(({ columns }) => columns[0] === 'x');
    expect(row.contribution_x).toBeCloseTo(x?.contribution ?? Number.NaN, 9);
  }
});

test('the server says so beside the explanation of a copy, and of no other row', async () => {
  const bytes = new TextEncoder().encode(JSON.stringify([features[0], features[20]]));
  const job = { form: 'json', bytes, explain: true, firstLine: 0 } as const;
  const [answer] = (await openAnswers(state)([job])).answers;
  const { predictions } = JSON.parse(answer?.body ?? '') as {
    predictions: { explanation: { note?: string } }[];
  };
  expect(predictions.map(({ explanation }) => explanation.note)).toEqual([
    '1 row is a copy of training rows: contributions add up to the answer of the models, before labels',
    undefined,
  ]);
});

test('the page knows whether a row is a copy', async () => {
  const model = openLivingModel(state);
  const isCopy = async (i: number) => {
    const row = { x: features[i]?.x ?? 0, z: features[i]?.z ?? 0 };
    return (await model.explain(Object.values(row), new AbortController().signal)).isCopy;
  };
  expect([await isCopy(0), await isCopy(20)]).toEqual([true, false]);
});

test('a report explains what the worst rows were taken for, not the labels of their copies', async () => {
  const out = tempFolder().at('run');
  const options = { label: 'y', trials: 1, workers: 1, models: ['linear'], out } as const;
  await fit([...draws, ...draws], { ...options, metric: 'log_loss' });
  const { explained } = JSON.parse(readFileSync(`${out}/report.json`, 'utf8'));
  const worst: readonly {
    readonly truth: string;
    readonly predicted: string;
    readonly contributions?: { readonly scale: string };
  }[] = explained.worst;
  const told = worst.filter(({ contributions }) => contributions);
  expect(told.length).toBeGreaterThan(0);
  for (const { truth, predicted, contributions } of told) {
    const [name = ''] = predicted.split(' ');
    expect(name).not.toBe(truth);
    expect(contributions?.scale).toContain(`log-probability of ${name},`);
  }
});
