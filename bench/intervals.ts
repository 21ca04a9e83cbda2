/**
 * What intervals cover of rows that nothing has seen, and how wide they are: on ten tables of numbers, each split at random
 * several times. Beside them, of the same models, intervals that are equally wide, and CV+.
 *
 *   npm run bench:intervals -- [--splits 4] [--rows 800] [--trials 6] [--models linear,boosted-trees] [--coverage 0.9]
 *                              [--sets insurance] [--json]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { coveredOf } from '../src/conformal/covered-of.js';
import { quantileFor, scoreQuantiles } from '../src/conformal/score-quantiles.js';
import { fit } from '../src/index.js';
import { answered } from '../src/predictor/combined.js';
import { openMembers } from '../src/predictor/open-members.js';
import { tableReader } from '../src/predictor/table-reader.js';
import { openUncertain } from '../src/predictor/uncertain-answers.js';
import { fileReading } from '../src/run/file-reading.js';
import { readOutOfFold } from '../src/run/kept-rows.js';
import { readState } from '../src/run/predictor-file.js';
import { drawSplit } from './intervals/drawn-split.js';
import { cvPlus } from './intervals/jackknife-plus.js';
import { type Dataset, readDatasets, readingOptions } from './quality/datasets.js';

const { values: flags } = parseArgs({
  options: {
    splits: { type: 'string', default: '4' },
    rows: { type: 'string', default: '800' },
    trials: { type: 'string', default: '6' },
    models: { type: 'string' },
    coverage: { type: 'string', default: '0.9' },
    sets: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const coverage = Number(flags.coverage);
const WAYS = ['intervals', 'equally wide', 'CV+'] as const;

/** What a way covers of the test rows of a split, and the mean width in deviations of the label. */
interface Found {
  readonly set: string;
  readonly seed: number;
  readonly way: (typeof WAYS)[number];
  readonly covered: number;
  readonly width: number;
  readonly hasSpread: boolean;
}

const wanted = flags.sets?.split(',');
const found: Found[] = [];
const datasets = readDatasets()
  .filter(({ name, task }) => task === 'regression' && (wanted?.includes(name) ?? true))
  .sort((a, b) => a.rows - b.rows);
for (let seed = 0; seed < Number(flags.splits); seed++) {
  for (const dataset of datasets) {
    found.push(...(await foundOn(dataset, seed)));
    console.error(`${dataset.name} ${seed}: ${found.slice(-WAYS.length).map(inShort).join(', ')}`);
  }
}
console.log(flags.json ? JSON.stringify(found) : resultTable());

async function foundOn(dataset: Dataset, seed: number): Promise<readonly Found[]> {
  const split = drawSplit(dataset, seed, { train: Number(flags.rows), test: 2000 });
  const out = join(mkdtempSync(join(tmpdir(), 'autofit-intervals-')), 'run');
  try {
    await fit(split.train, {
      label: dataset.label,
      header: readingOptions(dataset.name).length === 0,
      trials: Number(flags.trials),
      models: flags.models?.split(','),
      task: 'regression',
      intervals: coverage,
      report: false,
      seed,
      out,
    });
    return await compared(out, split.test, { set: dataset.name, seed });
  } finally {
    rmSync(dirname(out), { recursive: true });
    rmSync(dirname(split.train), { recursive: true });
  }
}

async function compared(
  run: string,
  test: string,
  of: Pick<Found, 'set' | 'seed'>,
): Promise<readonly Found[]> {
  const state = await readState(run);
  const outOfFold = await readOutOfFold(run);
  const reader = tableReader(state, fileReading(state.schema, 1), (n) => new ArrayBuffer(n));
  const { table } = (await reader(test, undefined)).parse('required');
  const truth = table.target ?? new Float64Array();
  const answers = answered(state, openMembers(state)(table), table);
  const own = openUncertain(state)(table, answers);
  const residuals = (outOfFold.predictions[0]?.values ?? new Float64Array()).map((answer, i) =>
    Math.abs(answer - (outOfFold.truth[i] ?? 0)),
  );
  const reach = quantileFor(scoreQuantiles(residuals, undefined, residuals.length), coverage);
  const ends = {
    intervals: own.kind === 'intervals' ? own : { low: answers, high: answers },
    'equally wide': { low: answers.map((a) => a - reach), high: answers.map((a) => a + reach) },
    'CV+': cvPlus(state, outOfFold, table, coverage),
  };
  const hasSpread =
    state.uncertainty?.kind === 'intervals' && state.uncertainty.spread !== undefined;
  return WAYS.map((way) => {
    const { covered, size } = coveredOf(
      { kind: 'intervals', coverage, ...ends[way] },
      truth,
      undefined,
    );
    return { ...of, way, covered, width: size / deviation(truth), hasSpread };
  });
}

function deviation(values: ArrayLike<number>): number {
  const all = Array.from(values);
  const mean = meanOf(all);
  return Math.sqrt(meanOf(all.map((value) => (value - mean) ** 2)));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function inShort({ way, covered, width }: Found): string {
  return `${way} ${(100 * covered).toFixed(1)} % ${width.toFixed(2)}`;
}

/** Means over splits, then over tables; the spread is of splits. */
function resultTable(): string {
  const sets = [...new Set(found.map(({ set }) => set))];
  const table = new Table({
    head: ['table', ...WAYS.map((way) => `${way}: covered %, width`), 'a spread in'],
    style: { head: [], border: [] },
  });
  const cellOf = (own: readonly Found[]) =>
    `${(100 * meanOf(own.map(({ covered }) => covered))).toFixed(1)}  ${meanOf(own.map(({ width }) => width)).toFixed(2)}`;
  const rowOf = (name: string, own: readonly Found[]) => [
    name,
    ...WAYS.map((way) => cellOf(own.filter((one) => one.way === way))),
    `${own.filter(({ hasSpread, way }) => hasSpread && way === 'intervals').length} of ${own.length / WAYS.length}`,
  ];
  for (const set of sets)
    table.push(
      rowOf(
        set,
        found.filter((own) => own.set === set),
      ),
    );
  table.push(rowOf('mean', found));
  return table.toString();
}
