/**
 * What quantiles cover of rows that nothing has seen, as the models have mixed them and moved by what was left out of fold: on
 * ten tables of numbers, each split at random several times.
 *
 *   npm run bench:quantiles -- [--splits 2] [--rows 800] [--trials 4] [--quantiles 0.1,0.5,0.9] [--models boosted-trees]
 *                              [--sets insurance] [--json]
 */
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { quantileScores } from '../src/conformal/quantile-scores.js';
import { fit } from '../src/index.js';
import { combined } from '../src/predictor/combined.js';
import { loadState } from '../src/predictor/load-state.js';
import { openMembers } from '../src/predictor/open-members.js';
import { tableReader } from '../src/predictor/table-reader.js';
import { fileReading } from '../src/run/file-reading.js';
import { drawSplit } from './intervals/drawn-split.js';
import { type Dataset, readDatasets, readingOptions } from './quality/datasets.js';

const { values: flags } = parseArgs({
  options: {
    splits: { type: 'string', default: '2' },
    rows: { type: 'string', default: '800' },
    trials: { type: 'string', default: '4' },
    quantiles: { type: 'string', default: '0.1,0.5,0.9' },
    models: { type: 'string' },
    sets: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const quantiles = flags.quantiles.split(',').map(Number);

/** One way's answers to the test rows of a split. */
interface Found {
  readonly covered: number;
  /** The greatest distance of a quantile from the share of rows at or below it. */
  readonly farthest: number;
  readonly pinball: number;
}

interface Split {
  readonly set: string;
  readonly mixed: Found;
  readonly moved: Found;
}

const wanted = flags.sets?.split(',');
const splits: Split[] = [];
const datasets = readDatasets().filter(
  ({ name, task }) => task === 'regression' && (wanted?.includes(name) ?? true),
);
for (let seed = 0; seed < Number(flags.splits); seed++) {
  for (const dataset of datasets) {
    const own = await foundOn(dataset, seed);
    splits.push(own);
    console.error(`${own.set} ${seed}: ${JSON.stringify([own.mixed, own.moved])}`);
  }
}
console.log(flags.json ? JSON.stringify(splits) : resultTable());

async function foundOn(dataset: Dataset, seed: number): Promise<Split> {
  const split = drawSplit(dataset, seed, { train: Number(flags.rows), test: 2000 });
  try {
    const predictor = await fit(split.train, {
      label: dataset.label,
      header: readingOptions(dataset.name).length === 0,
      trials: Number(flags.trials),
      models: flags.models?.split(','),
      quantiles,
      seed,
    });
    const state = await loadState(await predictor.toBytes());
    const reader = tableReader(state, fileReading(state.schema, 1), (n) => new ArrayBuffer(n));
    const { table } = (await reader(split.test, undefined)).parse('required');
    const perMember = openMembers(state)(table);
    const truth = table.target ?? new Float64Array();
    const found = (answers: Float64Array): Found => {
      const { each, central } = quantileScores(truth, answers, quantiles, undefined);
      return {
        covered: central?.covered ?? Number.NaN,
        farthest: Math.max(...each.map(({ quantile, below }) => Math.abs(below - quantile))),
        pinball: mean(each.map(({ pinball }) => pinball)),
      };
    };
    const mixed = found(combined({ ...state, calibration: undefined }, perMember));
    return { set: dataset.name, mixed, moved: found(combined(state, perMember)) };
  } finally {
    rmSync(dirname(split.train), { recursive: true });
  }
}

function resultTable(): string {
  const head = ['data set', 'covered, mixed', 'moved', 'farthest, mixed', 'moved', 'pinball ratio'];
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  const row = (name: string, own: readonly Split[]) => {
    const of = (value: (split: Split) => number) => mean(own.map(value)).toFixed(3);
    table.push([
      name,
      of(({ mixed }) => mixed.covered),
      of(({ moved }) => moved.covered),
      of(({ mixed }) => mixed.farthest),
      of(({ moved }) => moved.farthest),
      of(({ mixed, moved }) => moved.pinball / mixed.pinball),
    ]);
  };
  for (const { name } of datasets) {
    row(
      name,
      splits.filter(({ set }) => set === name),
    );
  }
  row('mean', splits);
  return table.toString();
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
