/**
 * What more configurations bring on rows that nothing has seen: of each data set's training rows a part is set aside, a search
 * runs on the others, and its ensemble is compared after three configurations and at the end, on the rows that chose it and
 * on those set aside; then ways to choose and mix what was found. Test rows are not read. What the folder has is not searched
 * again.
 *
 *   npm run bench:more-time -- [--seconds 60] [--folds 8] [--sets adult,titanic] [--seeds 0,1,2] [--folder .cache/more-time]
 */
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { seenSearch } from './more-time/seen-search.js';
import { errorsAfter, waysToMix } from './more-time/ways.js';
import { readDatasets } from './quality/datasets.js';

const { values: flags } = parseArgs({
  options: {
    sets: { type: 'string', default: 'german_credit,telco_churn,nonvoters,abalone,ames_housing' },
    seeds: { type: 'string', default: '0,1,2,3,4' },
    seconds: { type: 'string', default: '60' },
    folds: { type: 'string' },
    folder: { type: 'string', default: '.cache/more-time' },
  },
});
/** Configurations after which the ensemble is first looked at. */
const FEW = 3;

interface Run {
  readonly set: string;
  /** Logarithms of errors: on the rows that choose and on fresh ones, from few configurations to all. */
  readonly promised: number;
  readonly kept: number;
  /** Of each way, beside greedy selection. */
  readonly ways: Readonly<Record<string, number>>;
  readonly configurations: number;
}

const wanted = flags.sets.split(',');
const sets = readDatasets().filter(({ name }) => wanted.includes(name));
const folds = flags.folds === undefined ? undefined : Number(flags.folds);
const runs: Run[] = [];
for (const seed of flags.seeds.split(',').map(Number)) {
  for (const dataset of sets) {
    const kind = { seconds: Number(flags.seconds), seed, folds };
    const search = await seenSearch(dataset, kind, flags.folder);
    const [few, all] = [errorsAfter(search, FEW), errorsAfter(search, Number.POSITIVE_INFINITY)];
    const errors = waysToMix(search);
    const [plain = Number.NaN] = Object.values(errors);
    runs.push({
      set: dataset.name,
      promised: Math.log(all.chosen / few.chosen),
      kept: Math.log(all.fresh / few.fresh),
      ways: Object.fromEntries(
        Object.entries(errors).map(([way, error]) => [way, Math.log(error / plain)]),
      ),
      configurations: search.trials.length,
    });
    console.error(`${dataset.name}, seed ${seed}: ${search.trials.length} configurations`);
  }
}
const head = ['', ...wanted, 'mean'];
const table = new Table({ head, style: { head: [], border: [], compact: true } });
table.push([
  'configurations',
  ...cells(
    (run) => run.configurations,
    (mean) => mean.toFixed(0),
  ),
]);
table.push([
  `change of error after the ${FEW}rd, promised`,
  ...cells((run) => run.promised, percent),
]);
table.push([
  `change of error after the ${FEW}rd, on fresh rows`,
  ...cells((run) => run.kept, percent),
]);
for (const way of Object.keys(runs[0]?.ways ?? {})) {
  table.push([way, ...cells((run) => run.ways[way] ?? Number.NaN, percent)]);
}
console.log(table.toString());

/** Means by data set, then over them. */
function cells(of: (run: Run) => number, written: (mean: number) => string): readonly string[] {
  const means = wanted.map((set) => mean(runs.filter((run) => run.set === set).map(of)));
  return [...means, mean(means)].map(written);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function percent(change: number): string {
  return `${(100 * Math.expm1(change)).toFixed(2)} %`;
}
