import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listDatasets } from '../../src/datasets.js';
import { type FitOptions, fit } from '../../src/index.js';
import { readState } from '../../src/run/predictor-file.js';
import type { DataSource } from '../../src/table/data-source.js';
import { firstRows } from '../../src/table/first-rows.js';
import { readTable } from '../../src/table/read-table.js';
import { oddColumns } from './odd-columns.js';
import { differenceIn, type OnnxCase, onnxCase } from './onnx-case.js';
import { RUNTIMES, runModels } from './onnx-runtimes.js';

interface Fitted {
  readonly title: string;
  readonly train: DataSource;
  readonly options: FitOptions & { readonly label: string };
  /** Rows to answer. @default those of training */
  readonly fresh?: DataSource;
}

/** Members that are mixed, and quick to fit. */
const MODELS = ['elastic-net', 'boosted-trees', 'random-forest'];
/** Trees that are few: what they say is the same. */
const SHORT = {
  'boosted-trees': { defaults: { rounds: 40 }, space: { rounds: few(40) } },
  'random-forest': { defaults: { trees: 20 }, space: { trees: few(20) } },
};
/** Of a shipped table, to fit on, and of those to answer, which are more. */
const ROWS = 300;
const ANSWERED = 500;

const odd = oddColumns(400, 'train');
const fresh = oddColumns(120, 'fresh');
const sum = odd.plain.map((cell, row) => Number(cell) + Number(odd.weekday[row]));

const fits: readonly Fitted[] = [
  ...(await Promise.all(
    listDatasets()
      .flatMap(({ path, label }) => (label === undefined ? [] : [{ path, label }]))
      .map(async ({ path, label }) => {
        const table = await readTable(path);
        return {
          title: `the shipped table ${path.split('/').at(-1)}`,
          train: firstRows(table, ROWS),
          fresh: firstRows(table, ANSWERED),
          options: { label, models: MODELS, trials: 3 },
        };
      }),
  )),
  {
    title: 'numbers near a billion, whose answers differ in the hundredths',
    train: { ...odd, y: sum.map((value) => String(1e9 + value / 100)) },
    fresh,
    options: { label: 'y', models: [...MODELS, 'mlp'], trials: 4 },
  },
  {
    title: 'skewed numbers by their logarithm',
    train: { ...odd, y: sum.map((value) => Math.exp(value).toFixed(3)) },
    fresh,
    options: { label: 'y', models: ['elastic-net', 'boosted-trees'], trials: 4 },
  },
  {
    title: 'two classes of which one is rare',
    train: { ...odd, y: sum.map((value) => (value > 5.5 ? 'yes' : 'no')) },
    fresh,
    options: { label: 'y', models: MODELS, trials: 4, metric: 'f1' },
  },
];

function few(count: number) {
  return { kind: 'choice' as const, options: [count] };
}

const folder = mkdtempSync(join(tmpdir(), 'autofit-onnx-'));
const cases: OnnxCase[] = [];

beforeAll(async () => {
  for (const [place, { train, options, fresh: other = train }] of fits.entries()) {
    const out = join(folder, `${place}`);
    await fit(train, { folds: 2, workers: 1, report: false, families: SHORT, ...options, out });
    cases.push(await onnxCase(await readState(out), other, join(out, 'onnx')));
  }
  for (const runtime of RUNTIMES) {
    runModels(
      runtime,
      cases.map((own) => own.folder),
    );
  }
}, 600_000);

afterAll(() => rmSync(folder, { recursive: true }));

test.each(
  fits.flatMap(({ title }, place) => RUNTIMES.map((runtime) => ({ title, place, runtime }))),
)('an exported model answers as autofit does in $runtime: $title', ({ place, runtime }) => {
  const { most, labels } = differenceIn(cases[place] as OnnxCase, runtime);
  expect(most).toBeLessThan(1e-5);
  expect(labels).toBe(0);
});
