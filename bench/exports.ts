/**
 * How far the answers of exported files are from autofit's own: of each bench table three quick trials on at most 500
 * training rows, families by turns, asked for at most 300 rows of the raw test file. The largest relative difference
 * (chances below a thousandth and numbers below a hundredth of the largest count as those), and rows of another class.
 *
 *   npm run bench:exports -- [--sets adult,titanic]
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import {
  exportOnnx,
  exportPython,
  exportTypeScript,
  fit,
  loadPredictor,
  onnxInputs,
} from '../src/index.js';
import { familyNames, looksAtPictures } from '../src/models/families.js';
import { readState } from '../src/run/predictor-file.js';
import { firstRows } from '../src/table/first-rows.js';
import { codedCells } from '../src/table/raw-cells.js';
import { readTable } from '../src/table/read-table.js';
import { askPython } from '../test/fixtures/ask-python.js';
import { writeCase } from '../test/real/onnx-case.js';
import { answersIn, runModels } from '../test/real/onnx-runtimes.js';
import { type Dataset, fileOf, readDatasets, readingOptions } from './quality/datasets.js';

/** Numbers, or chances row after row, and the classes. */
interface Answers {
  readonly numbers: ArrayLike<number>;
  readonly labels: readonly string[] | undefined;
}

const { values: flags } = parseArgs({ options: { sets: { type: 'string' } } });
const TRAIN_ROWS = 500;
const TEST_ROWS = 300;
const FAMILIES = familyNames.filter((name) => name !== 'constant' && !looksAtPictures(name));
const TRIALS = 3;
const table = new Table({ head: ['table', 'families', 'rows', 'ts', 'python', 'onnx'] });

for (const [place, dataset] of readDatasets().entries()) {
  if (flags.sets && !flags.sets.split(',').includes(dataset.name)) continue;
  const folder = mkdtempSync(join(tmpdir(), 'autofit-exports-'));
  const row = await compared(dataset, place, folder);
  console.error(row.join('  '));
  table.push(row);
  rmSync(folder, { recursive: true });
}
console.log(table.toString());

async function compared(dataset: Dataset, place: number, folder: string): Promise<string[]> {
  const { name, label, task } = dataset;
  const header = readingOptions(name).length === 0;
  const train = firstRows(await readTable(fileOf(name, 'train'), { header }), TRAIN_ROWS);
  const models = Array.from({ length: TRIALS }, (_, i) => {
    return FAMILIES[(4 * place + i) % FAMILIES.length] ?? '';
  });
  const model = join(folder, 'run');
  const quick = { trials: TRIALS, folds: 2, workers: 1, report: false } as const;
  await fit(train, { label, task, models, ...quick, out: model });
  const test = join(folder, 'test.csv');
  writeFileSync(test, firstRecords(readFileSync(fileOf(name, 'test')), TEST_ROWS + Number(header)));
  const predictor = await loadPredictor(model, { workers: 1 });
  const { values, matrix } = await predictor.predictions(test);
  const own: Answers = matrix
    ? { numbers: matrix.values, labels: values.map(String) }
    : { numbers: values.map(Number), labels: undefined };
  const others = [
    await inTypeScript(model, test, header, folder),
    await inPython(model, test, folder),
    await inOnnx(model, test, folder),
  ];
  const used = [...new Set((await readState(model)).members.map(({ family }) => family))].join(
    ', ',
  );
  return [name, used, `${values.length}`, ...others.map((other) => difference(other, own))];
}

/** The first records as they stand in the file: line ends in quotes end none. */
function firstRecords(bytes: Buffer, count: number): Buffer {
  let isQuoted = false;
  let records = 0;
  for (const [place, byte] of bytes.entries()) {
    if (byte === 0x22) isQuoted = !isQuoted;
    if (byte === 0x0a && !isQuoted && ++records === count) return bytes.subarray(0, place + 1);
  }
  return bytes;
}

async function inTypeScript(model: string, test: string, header: boolean, folder: string) {
  const file = join(folder, 'model.ts');
  writeFileSync(file, (await exportTypeScript(model)).text);
  const { predictRows } = await import(pathToFileURL(file).href);
  const { columns, rows: count } = await readTable(test, { header });
  const cells = columns.map(codedCells);
  const rows = Array.from({ length: count }, (_, row) =>
    Object.fromEntries(
      cells.map(({ name, codes, values }) => [name, values[codes[row] ?? 0] ?? '']),
    ),
  );
  const { values, probabilities } = predictRows(rows);
  if (!probabilities) return { numbers: values, labels: undefined };
  return { numbers: probabilities.flatMap(Object.values), labels: values };
}

async function inPython(model: string, test: string, folder: string): Promise<Answers> {
  const module = join(folder, 'model.py');
  writeFileSync(module, await exportPython(model));
  const [answer] = askPython([{ module, data: test }]);
  const { labels = [], chances } = answer ?? {};
  if (!chances) return { numbers: labels.map(Number), labels: undefined };
  return { numbers: chances.flat(), labels: labels.map(String) };
}

async function inOnnx(model: string, test: string, folder: string): Promise<Answers> {
  const { bytes } = await exportOnnx(model);
  const place = join(folder, 'onnx');
  writeCase(place, bytes, (await onnxInputs(model, test)).inputs);
  runModels('python', [place]);
  const told = [...answersIn(place, 'python').values()];
  const isNumbers = (own: (typeof told)[number]) => own instanceof Float64Array;
  const numbers = told.find(isNumbers) as Float64Array | undefined;
  const labels = told.find((own) => !isNumbers(own)) as readonly string[] | undefined;
  return { numbers: numbers ?? [], labels };
}

function difference({ numbers, labels }: Answers, own: Answers): string {
  if (numbers.length !== own.numbers.length) return 'other rows';
  const sizes = Array.from(own.numbers, Math.abs);
  const least = own.labels ? 1e-3 : 0.01 * sizes.reduce((a, b) => Math.max(a, b), 0);
  const most = sizes.reduce((worst, size, i) => {
    const [a, b] = [numbers[i] ?? Number.NaN, own.numbers[i] ?? Number.NaN];
    return Object.is(a, b) ? worst : Math.max(worst, Math.abs(a - b) / Math.max(least, size));
  }, 0);
  const others = own.labels?.filter((label, row) => label !== labels?.[row]).length;
  return `${most === 0 ? '0' : most.toExponential(1)}${others ? `, ${others} other classes` : ''}`;
}
