import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { exportPython } from '../../src/export-python.js';
import { type FitOptions, fit, loadPredictor } from '../../src/index.js';
import { loadState } from '../../src/predictor/load-state.js';
import type { PredictorState } from '../../src/predictor/predictor-state.js';
import { saveState } from '../../src/predictor/save-state.js';
import { csvLine } from '../../src/util/csv-line.js';
import { randomStream } from '../../src/util/random.js';
import { askPython, type PythonAnswer } from '../fixtures/ask-python.js';
import { everyKind, KIND_COLUMNS } from '../fixtures/every-kind.js';
import { findPython } from '../fixtures/find-python.js';
import { OTHER_NETWORKS, rewiredState, stackedState } from '../fixtures/rewired-state.js';
import { runCli } from '../fixtures/run-cli.js';
import { tempFolder } from '../fixtures/temp-folder.js';

type Cells = Readonly<Record<string, string>>;

const folder = tempFolder();
/** Names and classes that would end a text of Python. */
const CODE = 'code """\nimport os\\';
const LABELS = { price: 'price', band: "'band'", kind: 'kind """\\' } as const;
type Label = keyof typeof LABELS;

/** Networks answer in single precision, and each way of rounding is as good as another. */
const OF_NETWORKS = 2e-5;
const OF_DOUBLES = 1e-9;
const NETWORKS = ['linear', 'mlp', 'realmlp', 'tabm'];
const SHORT: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  linear: { epochs: 60 },
  mlp: { epochs: 40 },
  realmlp: { epochs: 16 },
  tabm: { epochs: 16 },
  'boosted-trees': { rounds: 30 },
  'symmetric-trees': { rounds: 20 },
  'random-forest': { trees: 20 },
  'extra-trees': { trees: 20 },
};
const CASES: readonly (readonly [string, Label, Readonly<Record<string, string>>])[] = [
  ['linear', 'price', { scaling: 'yeo-johnson', levels: 'hashing', places: 'all' }],
  ['mlp', 'band', { scaling: 'quantile', levels: 'frequency' }],
  ['mlp', 'price', { scaling: 'standard', levels: 'target', targetScale: 'log' }],
  ['realmlp', 'price', {}],
  ['realmlp', 'kind', { embedding: 'none' }],
  ['tabm', 'band', { scaling: 'min-max' }],
  ['boosted-trees', 'price', { places: 'all' }],
  ['boosted-trees', 'kind', {}],
  ['symmetric-trees', 'kind', {}],
  ['random-forest', 'band', {}],
  ['extra-trees', 'kind', {}],
  ['neighbours', 'band', { weighting: 'distance', levels: 'one-hot' }],
  ['neighbours', 'price', { scaling: 'standard', weighting: 'uniform' }],
  ['gaussian-process', 'band', { levels: 'one-hot' }],
  ['gaussian-process', 'price', {}],
  ['elastic-net', 'kind', { levels: 'ordinal' }],
  ['elastic-net', 'price', { levels: 'target' }],
  ['constant', 'band', {}],
];
/** Families that are fitted soon at their full length. */
const QUICK = ['elastic-net', 'random-forest'];
const SHIPPED = [
  ['penguins.csv', 'species'],
  ['sacramento.csv', 'price'],
] as const;
const known = rowsOf(160, 1);
const asked = folder.at('asked.csv');
const models: { readonly name: string; readonly data: string; readonly near: number }[] = [];
const answers = new Map<string, PythonAnswer>();

beforeAll(async () => {
  writeFileSync(asked, csvOf(askedRows()));
  for (const [family, label, params] of CASES) {
    const rows = known.map((row) => withLabel(row, label));
    const own = told(family, { ...SHORT[family], ...params });
    await fitted(`${family} of ${label}`, rows, LABELS[label], { models: [family], ...own });
  }
  for (const [file, label] of SHIPPED) {
    const own = told('random-forest', SHORT['random-forest']);
    await fitted(file, resolve('datasets', file), label, { trials: 2, models: QUICK, ...own });
  }
  for (const [name, layers] of Object.entries(OTHER_NETWORKS)) {
    await changed('linear of price', name, (state) => rewiredState(state, layers));
  }
  await changed('mlp of band', 'stack', stackedState);
  for (const { name } of models) writeFileSync(moduleOf(name), await exportPython(pathOf(name)));
  const all = askPython(models.map(({ name, data }) => ({ module: moduleOf(name), data })));
  for (const [i, answer] of all.entries()) answers.set(models[i]?.name ?? '', answer);
}, 600_000);

describe('a file of Python says what the model does', () => {
  const names = [
    ...CASES.map(([family, label]) => `${family} of ${label}`),
    ...SHIPPED.map(([file]) => file),
    ...Object.keys(OTHER_NETWORKS),
    'stack',
  ];

  test.each(names)('%s', async (name) => {
    const own = models.find((model) => model.name === name);
    const told = answers.get(name);
    if (!own || !told) throw new Error(`${name} was not asked`);
    const predictor = await loadPredictor(pathOf(name), { workers: 1 });
    const { values, matrix } = await predictor.predictions(own.data);
    expect(told.columns).toEqual(predictor.info.features);
    expect(told.classes).toEqual(predictor.info.classes);
    if (matrix) {
      expect(told.labels).toEqual(values);
      expect(farthest(told.chances?.flat() ?? [], [...matrix.values], 1e-3)).toBeLessThan(own.near);
    } else {
      const size = Math.max(...values.map((value) => Math.abs(Number(value))));
      expect(new Set(values).size).toBeGreaterThan(10);
      expect(farthest(told.labels.map(Number), values.map(Number), 0.01 * size)).toBeLessThan(
        own.near,
      );
    }
  });
});

test('the command of the file prints what predict prints', async () => {
  const name = 'extra-trees of kind';
  const args = [resolve(moduleOf(name)), asked, '--proba'];
  const printed = execFileSync(findPython('numpy'), args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const { stdout } = await runCli(['predict', pathOf(name), asked, '--proba', '--quiet']);
  expect(linesOf(printed.toString())).toEqual(linesOf(stdout));
});

test.each([
  ['blanks before cells', ', ', '"'],
  ['single quotes', ',', "'"],
  ['carets between cells', '^', '"'],
])('%s are read as autofit reads them', async (_what, mark, quote) => {
  const lines = readFileSync('datasets/sacramento.csv', 'utf8').replaceAll('"', '').split('\n', 60);
  const quoted = (cell: string) => (/[A-Za-z]/.test(cell) ? `${quote}${cell}${quote}` : cell);
  const written = lines.map((line) => line.split(',').map(quoted).join(mark));
  const file = folder.write('written.csv', written.join('\n'));
  const args = [resolve(moduleOf('sacramento.csv')), file];
  const printed = execFileSync(findPython('numpy'), args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const { stdout } = await runCli(['predict', pathOf('sacramento.csv'), file, '--quiet']);
  expect(linesOf(stdout)).toHaveLength(61);
  expect(linesOf(printed.toString())).toEqual(linesOf(stdout));
});

test('the example of the docs prints what stands there', () => {
  const page = readFileSync('docs/python.md', 'utf8');
  const blockOf = (language: string) =>
    new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(page)?.[1] ?? '';
  folder.write('model.py', readFileSync(moduleOf('penguins.csv')));
  const script = folder.write('example.py', blockOf('python'));
  expect(execFileSync(findPython('numpy'), [script]).toString()).toBe(blockOf('text'));
});

test('rows and columns in memory are answered as those of a file', () => {
  const module = moduleOf('boosted-trees of kind');
  const rows = askedRows();
  const columns = Object.fromEntries(
    Object.keys(rows[0] ?? {}).map((name) => [name, rows.map((row) => row[name])]),
  );
  const told = askPython([rows, columns].map((data) => ({ module, data })));
  for (const { labels, chances } of told) {
    expect({ labels, chances }).toEqual({
      labels: answers.get('boosted-trees of kind')?.labels,
      chances: answers.get('boosted-trees of kind')?.chances,
    });
  }
});

test('a damaged model, absent columns and chances of numbers are refused in words', () => {
  const python = findPython('numpy');
  const errorOf = (file: string, data: string, ...more: readonly string[]) => {
    try {
      execFileSync(python, [file, data, ...more], { stdio: 'pipe' });
    } catch (thrown) {
      return String((thrown as { stderr: Buffer }).stderr);
    }
    throw new Error('it answered');
  };
  const text = readFileSync(moduleOf('constant of band'), 'utf8');
  const end = text.lastIndexOf('AAAA');
  const damaged = folder.write('damaged.py', `${text.slice(0, end)}BBBB${text.slice(end + 4)}`);
  expect(errorOf(damaged, asked)).toContain('error: The model in this file is damaged');
  const few = folder.write('few.csv', 'area,rooms\n1,2\n');
  expect(errorOf(moduleOf('linear of price'), few)).toContain('error: The data lacks the column');
  const escaped = folder.write('escaped.csv', 'area,city\n1,"a \\"big\\" city"\n');
  expect(errorOf(moduleOf('linear of price'), escaped)).toContain('write them twice');
  expect(errorOf(moduleOf('linear of price'), asked, '--proba')).toContain('leave --proba out');
});

/** Rows of every kind of column, and of many levels, of places and of pairs of numbers. */
function rowsOf(count: number, seed: number): readonly Cells[] {
  const random = randomStream(seed, 'python');
  return everyKind(count, seed).map(({ price, band, kind, ...cells }) => ({
    ...Object.fromEntries(KIND_COLUMNS.map((name) => [name, cells[name]])),
    [CODE]: random.next() < 0.05 ? '' : `c${random.integer(40 + seed)}`,
    lat: (59 + random.next()).toFixed(4),
    lon: (10 + random.next()).toFixed(4),
    pressure: `${100 + random.integer(60)}/${60 + random.integer(30)}`,
    [LABELS.price]: price,
    [LABELS.band]: band,
    [LABELS.kind]: kind === 'B' ? '"""\n' : kind,
  }));
}

/** Fresh rows, and some of those that models were fitted to. */
function askedRows(): readonly Cells[] {
  return [...rowsOf(110, 2), ...known.slice(0, 40)];
}

/** The row without the other labels. */
function withLabel(row: Cells, label: Label): Cells {
  const others = Object.entries(LABELS).flatMap(([own, name]): string[] =>
    own === label ? [] : [name],
  );
  return Object.fromEntries(Object.entries(row).filter(([name]) => !others.includes(name)));
}

function csvOf(rows: readonly Cells[]): string {
  const names = Object.keys(rows[0] ?? {});
  return [names, ...rows.map((row) => names.map((name) => row[name] ?? ''))].map(csvLine).join('');
}

/** Options by which a family is tried with these parameters alone. */
function told(family: string, params: Readonly<Record<string, string | number>> = {}) {
  const space = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      { kind: 'choice' as const, options: [value] },
    ]),
  );
  return { families: { [family]: { defaults: params, space } } };
}

async function fitted(
  name: string,
  data: string | readonly object[],
  label: string,
  own: Omit<FitOptions, 'label' | 'out'>,
): Promise<void> {
  const out = folder.at(name);
  await fit(data, { trials: 1, folds: 2, workers: 1, report: false, ...own, label, out });
  const file = pathOf(name);
  const { members } = await loadState(readFileSync(`${out}/model.safetensors`));
  const families = members.map(({ family }) => family);
  // A model that is no better than the constant would be left out.
  expect(own.models?.filter((family) => families.includes(family))).not.toEqual([]);
  writeFileSync(file, readFileSync(`${out}/model.safetensors`));
  const isDouble = own.models?.every((family) => !NETWORKS.includes(family));
  const near = isDouble ? OF_DOUBLES : OF_NETWORKS;
  models.push({ name, data: typeof data === 'string' ? data : asked, near });
}

/** A model file like another one. */
async function changed(
  from: string,
  name: string,
  change: (state: PredictorState) => PredictorState,
): Promise<void> {
  const state = await loadState(readFileSync(pathOf(from)));
  writeFileSync(pathOf(name), await saveState(change(state)));
  models.push({ name, data: asked, near: OF_NETWORKS });
}

function pathOf(name: string): string {
  return folder.at(`${name}.safetensors`);
}

function moduleOf(name: string): string {
  return folder.at(`${name}.py`);
}

/** The largest difference of two lists, for the size of what differs; what is smaller counts as `least`. */
function farthest(a: readonly number[], b: readonly number[], least: number): number {
  expect(a.length).toBe(b.length);
  const sizes = a.map((value, i) => {
    const other = b[i] ?? Number.NaN;
    return Math.abs(value - other) / Math.max(least, Math.abs(value), Math.abs(other));
  });
  return Math.max(...sizes);
}

/** Cells of the lines of a CSV without quoted ones, numbers by 12 digits: the last ones are rounding's. */
function linesOf(csv: string): readonly string[] {
  return csv
    .split('\n')
    .map((line) =>
      line.replace(/\d\.\d+(?:e-\d+)?/g, (number) =>
        String(Number(Number(number).toPrecision(12))),
      ),
    );
}
