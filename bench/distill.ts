/**
 * What a student keeps of its ensemble, on test rows that neither has seen, and how much faster it answers: beside the best of the same
 * small models taught by labels alone. Ensembles that the folder has are not fitted again.
 *
 *   npm run bench:distill -- [--seconds 60] [--sets adult,titanic] [--folder .cache/distill] [--workers 1]
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { type DistillSummary, distill, fit } from '../src/index.js';
import { fileOf, readDatasets, readingOptions } from './quality/datasets.js';

const { values: flags } = parseArgs({
  options: {
    sets: {
      type: 'string',
      default: 'telco_churn,titanic,abalone,german_credit,insurance,seoul_bike',
    },
    seconds: { type: 'string', default: '60' },
    folder: { type: 'string', default: '.cache/distill' },
    workers: { type: 'string', default: '1' },
  },
});

const wanted = flags.sets.split(',');
const workers = Number(flags.workers);
const head = [
  '',
  'metric',
  'ensemble',
  'student',
  'by labels',
  'kept',
  'promised',
  'µs a row',
  'faster',
];
const table = new Table({ head, style: { head: [], border: [], compact: true } });
for (const { name, label } of readDatasets()) {
  if (!wanted.includes(name)) continue;
  const run = join(flags.folder, name);
  if (!existsSync(join(run, 'model.safetensors'))) {
    const timeLimit = Number(flags.seconds);
    const data = { test: fileOf(name, 'test'), header: readingOptions(name).length === 0 };
    const where = { out: run, report: false, workers };
    await fit(fileOf(name, 'train'), { label, timeLimit, ...data, ...where });
  }
  const start = performance.now();
  const { summary } = await distill(run, { workers });
  const seconds = (performance.now() - start) / 1000;
  console.error(`${name}: ${JSON.stringify(summary)} in ${seconds.toFixed(0)} s`);
  table.push(lineOf(name, summary));
}
console.log(table.toString());

function lineOf(name: string, own: DistillSummary): string[] {
  const { scoreTest, scoreTestEnsemble, scoreTestLabels } = own;
  const scores = [scoreTestEnsemble, scoreTest, scoreTestLabels];
  const [ensemble = Number.NaN, student = Number.NaN, labels = Number.NaN] = scores;
  const share = (student - labels) / (ensemble - labels);
  const isBetter = own.metric.direction === 'maximize' ? ensemble > labels : ensemble < labels;
  return [
    name,
    own.metric.name,
    ...scores.map((score) => (score ?? Number.NaN).toPrecision(4)),
    isBetter ? percent(share) : 'no gain',
    own.kept === null ? '' : percent(own.kept),
    `${(1000 * own.msPerRow).toFixed(1)} (${(1000 * own.msPerRowEnsemble).toFixed(0)})`,
    `${(own.msPerRowEnsemble / own.msPerRow).toFixed(0)} ×`,
  ];
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
