/**
 * How far an exported model's answers in Python's onnxruntime are from autofit's own: one model a family of each bench
 * table, on at most 300 test rows, fitted on at most 400 training rows. The largest difference by family, absolute for
 * numbers below 1 and relative for larger ones, and rows of another class.
 *
 *   npm run bench:onnx -- [--sets adult,titanic] [--models boosted-trees,mlp] [--runtimes python,web]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { fit } from '../src/index.js';
import { familyNames, looksAtPictures } from '../src/models/families.js';
import { readState } from '../src/run/predictor-file.js';
import { firstRows } from '../src/table/first-rows.js';
import { readTable } from '../src/table/read-table.js';
import { differenceIn, type OnnxCase, onnxCase } from '../test/real/onnx-case.js';
import { RUNTIMES, runModels } from '../test/real/onnx-runtimes.js';
import { fileOf, readDatasets, readingOptions } from './quality/datasets.js';

const { values: flags } = parseArgs({
  options: {
    sets: { type: 'string' },
    models: {
      type: 'string',
      default: familyNames.filter((name) => !looksAtPictures(name)).join(','),
    },
    runtimes: { type: 'string', default: 'python' },
  },
});
const TRAIN_ROWS = 400;
const TEST_ROWS = 300;
const runtimes = RUNTIMES.filter((name) => flags.runtimes.split(',').includes(name));
const families = flags.models.split(',');
const worst = new Map<string, { most: number; labels: number; where: string }>();

for (const dataset of readDatasets()) {
  if (flags.sets && !flags.sets.split(',').includes(dataset.name)) continue;
  const folder = mkdtempSync(join(tmpdir(), 'autofit-onnx-'));
  const { name, label, task } = dataset;
  const header = readingOptions(name).length === 0;
  const read = async (part: 'train' | 'test', most: number) =>
    firstRows(await readTable(fileOf(name, part), { header }), most);
  const train = await read('train', TRAIN_ROWS);
  const test = await read('test', TEST_ROWS);
  const cases: [string, OnnxCase][] = [];
  for (const family of families) {
    const out = join(folder, family);
    const options = { label, task, models: [family], trials: 1, folds: 2, workers: 1, out };
    await fit(train, { ...options, report: false });
    cases.push([family, await onnxCase(await readState(out), test, join(out, 'onnx'))]);
  }
  for (const runtime of runtimes) {
    runModels(
      runtime,
      cases.map(([, own]) => own.folder),
    );
    for (const [family, own] of cases) {
      const { most, labels } = differenceIn(own, runtime);
      const key = `${family} (${runtime})`;
      const before = worst.get(key) ?? { most: 0, labels: 0, where: '' };
      worst.set(key, {
        most: Math.max(before.most, most),
        labels: before.labels + labels,
        where: most > before.most ? name : before.where,
      });
      console.error(name, key, most, labels);
    }
  }
  rmSync(folder, { recursive: true });
}
const table = new Table({ head: ['family', 'largest difference', 'of', 'other classes'] });
for (const [name, { most, labels, where }] of worst) {
  table.push([name, most.toExponential(1), where, labels]);
}
console.log(table.toString());
