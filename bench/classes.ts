/**
 * Boosted trees for many classes: one tree a round, its splits found on projections of the gradients, beside a tree for each
 * class. First the time of rounds of 100 classes against those of 10, on 20,000 rows, interleaved, the least of several; then
 * log loss of both ways where validation rows choose the round: three tables made here, and bench tables of which a column of
 * many levels is told. With --without-test no test row is scored, to choose by.
 *
 *   npm run bench:classes -- [--columns 10,30] [--turns 5] [--tables cells,clouds,soft,car_msrp,used_cars_usd,abalone | none]
 *                            [--seeds 0,1] [--gradients 3] [--without-test]
 */
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { boostedTrees, CLASS_GRADIENTS } from '../src/models/boosted-trees.js';
import { numberParam } from '../src/models/params.js';
import { type BoostOptions, blocksOf, boost, scoresOf } from '../src/trees/boost.js';
import { softmaxLoss } from '../src/trees/losses.js';
import { randomStream } from '../src/util/random.js';
import {
  type ClassRows,
  type ClassTable,
  cellsTable,
  cloudsTable,
  realTable,
  softTable,
  stepsTable,
} from './classes/class-tables.js';

const TABLES: Readonly<Record<string, (seed: number) => ClassTable>> = {
  clouds: (seed) => cloudsTable(30, 3000, seed),
  cells: (seed) => cellsTable(60, 4000, seed),
  soft: (seed) => softTable(100, 4000, seed),
  car_msrp: () => realTable('car_msrp', 'Make', ['Model', 'Popularity']),
  used_cars_usd: () => realTable('used_cars_usd', 'brand', ['model']),
  abalone: () => realTable('abalone', '9', []),
};
const RATE = 0.1;
const PATIENCE = 15;
const TIMED_ROUNDS = 3;

const { values: flags } = parseArgs({
  options: {
    columns: { type: 'string', default: '10,30' },
    turns: { type: 'string', default: '5' },
    tables: { type: 'string', default: Object.keys(TABLES).join() },
    seeds: { type: 'string', default: '0' },
    gradients: { type: 'string', default: String(CLASS_GRADIENTS) },
    'without-test': { type: 'boolean', default: false },
  },
});
const gradients = Number(flags.gradients);
if (flags.columns !== 'none')
  for (const columns of flags.columns.split(',')) compareTimes(Number(columns));
if (flags.tables !== 'none') compareLosses();

function compareTimes(columns: number): void {
  const tables = [10, 100].map((classes) => stepsTable(classes, 20_002, columns));
  const least = tables.map(() => Number.POSITIVE_INFINITY);
  for (let turn = 0; turn <= Number(flags.turns); turn++) {
    for (const [i, table] of tables.entries()) {
      const start = performance.now();
      fitted(table, { rounds: TIMED_ROUNDS, sketch: i > 0 ? { gradients } : undefined });
      // The first turn warms up.
      if (turn > 0) least[i] = Math.min(least[i] ?? 0, performance.now() - start);
    }
  }
  const [ten = 0, hundred = 0] = least.map((time) => time / TIMED_ROUNDS);
  console.log(
    `${columns} columns: a round of 10 classes ${ten.toFixed(0)} ms, of 100 ${hundred.toFixed(0)} ms, ${(hundred / ten).toFixed(2)}×`,
  );
}

function compareLosses(): void {
  const isTested = !flags['without-test'];
  const scored = isTested ? 'test' : 'validation';
  const head = [
    'table',
    'classes',
    `${scored}, a tree a class`,
    'one tree',
    'ratio',
    'rounds',
    's',
  ];
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  for (const name of flags.tables.split(',')) {
    const make = TABLES[name];
    if (!make) throw new Error(`no table ${name}`);
    for (const seed of flags.seeds.split(',').map(Number)) {
      const data = make(seed);
      const ways = [undefined, { gradients }].map((sketch) => {
        const start = performance.now();
        const { booster, bestRound } = fitted(data, { rounds: 1500, sketch, ...watched(data) });
        const time = (performance.now() - start) / 1000;
        const rows = isTested ? data.test : data.validation;
        const scores = scoresOf(booster, rows.raw);
        softmaxLoss(data.classes).link(scores);
        return { loss: logLoss(scores, rows, data.classes), bestRound, time };
      });
      const [each, one] = ways;
      if (!each || !one) continue;
      table.push([
        data.name,
        data.classes,
        each.loss.toFixed(4),
        one.loss.toFixed(4),
        (one.loss / each.loss).toFixed(3),
        `${each.bestRound} / ${one.bestRound}`,
        `${each.time.toFixed(0)} / ${one.time.toFixed(0)}`,
      ]);
    }
  }
  console.log(table.toString());
}

function watched({ validation, classes }: ClassTable): Pick<BoostOptions, 'validation'> {
  const score = (chances: Float64Array) => -logLoss(chances, validation, classes);
  return { validation: { x: validation.raw, score } };
}

/** The family's first configuration, at a faster rate. */
function fitted(
  { binned, train, classes }: ClassTable,
  options: Pick<BoostOptions, 'rounds' | 'sketch' | 'validation'>,
) {
  const number = (name: string) => numberParam(boostedTrees.defaults, name);
  return boost(binned, blocksOf(train.raw), train.y, {
    loss: softmaxLoss(classes),
    patience: PATIENCE,
    learningRate: RATE,
    maxLeaves: number('maxLeaves'),
    maxDepth: number('maxDepth'),
    minChildWeight: number('minChildWeight'),
    minChildRows: number('minChildRows'),
    minGain: 0,
    lambda: number('lambda'),
    rowShare: number('rowShare'),
    columnShare: number('columnShare'),
    levelSmoothing: number('levelSmoothing'),
    maxLevels: number('maxLevels'),
    random: randomStream('bench:classes', 'boost'),
    ...options,
  });
}

function logLoss(chances: Float64Array, { y }: ClassRows, classes: number): number {
  let sum = 0;
  for (const [row, code] of y.entries()) {
    sum -= Math.log(Math.max(1e-15, chances[row * classes + code] ?? 0));
  }
  return sum / y.length;
}
