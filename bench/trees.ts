/**
 * Boosted trees beside scikit-learn, LightGBM and XGBoost, one thread each, with the same rounds, leaves, bins and rates.
 * First the time to train and to predict on 100,000 rows of 30 columns, interleaved, medians; then test scores on the bench
 * tables, where numbers alone are given (levels by their code), so that nobody has an encoding of his own.
 *
 *   npm run bench:trees -- [--rounds 5] [--sets adult,insurance | --sets none]
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { binnedInput } from '../src/models/tree-columns.js';
import { blocksOf, boost, scoresOf } from '../src/trees/boost.js';
import { type Loss, logisticLoss, softmaxLoss, squaredLoss } from '../src/trees/losses.js';
import type { RawMatrix } from '../src/trees/tree.js';
import { randomStream } from '../src/util/random.js';
import { type Dataset, metricOf, readDatasets } from './quality/datasets.js';
import { designOf } from './trees/design-of.js';
import { type NumberTable, readNumbers } from './trees/read-numbers.js';

/** All sides use these. */
const SETTINGS = { learningRate: 0.1, rounds: 100, maxLeaves: 31, maxDepth: 12, minChildWeight: 1 };
const LAMBDA = 1;
const OURS = 'autofit';

interface Timed {
  readonly train: number;
  readonly predict: number;
  readonly predictions: Float32Array;
}

interface Peers {
  readonly names: readonly string[];
  run(peer: string, task: Dataset['task'], data: NumberTable): Promise<Timed>;
  close(): void;
}

const { values: flags } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, sets: { type: 'string' } },
});
const folder = mkdtempSync(join(tmpdir(), 'autofit-trees-'));
const peers = await startPeers();
if (!peers) console.error('no peers are installed (npm run bench:peers): figures are ours alone');
const names = [OURS, ...(peers?.names ?? [])];
await compareSpeed();
if (flags.sets !== 'none') await compareScores();
peers?.close();
rmSync(folder, { recursive: true });

async function compareSpeed(): Promise<void> {
  const data = synthetic(100_000, 30);
  const runs = new Map(names.map((name) => [name, [] as Timed[]]));
  for (let round = 0; round <= Number(flags.rounds); round++) {
    for (const name of names) {
      const timed = await runOne(name, 'regression', data);
      // The first round warms up.
      if (round > 0) runs.get(name)?.push(timed);
    }
  }
  const table = tableOf(['', 'train s', 'against ours', 'predict s', 'against ours', 'RMSE']);
  const medians = (name: string) => ({
    train: median(runs.get(name)?.map(({ train }) => train) ?? []),
    predict: median(runs.get(name)?.map(({ predict }) => predict) ?? []),
  });
  const ours = medians(OURS);
  for (const name of names) {
    const { train, predict } = medians(name);
    const [last] = runs.get(name) ?? [];
    const error = last ? rmse(last.predictions, data.testY) : Number.NaN;
    const ratios = [train / ours.train, predict / ours.predict].map((ratio) => ratio.toFixed(2));
    table.push([
      name,
      train.toFixed(2),
      `${ratios[0]}×`,
      predict.toFixed(2),
      `${ratios[1]}×`,
      error.toFixed(4),
    ]);
  }
  console.log(table.toString());
}

async function compareScores(): Promise<void> {
  const wanted = flags.sets?.split(',');
  const table = tableOf(['data set', 'metric', ...names, 'ours / xgboost']);
  let near = 0;
  const datasets = readDatasets().filter(({ name }) => wanted?.includes(name) ?? true);
  for (const dataset of datasets) {
    const data = await readNumbers(dataset);
    const scores = new Map<string, number>();
    for (const name of names) {
      const { predictions } = await runOne(name, dataset.task, data);
      scores.set(name, scoreOf(dataset, data, predictions));
    }
    const ratio = (scores.get(OURS) ?? Number.NaN) / (scores.get('xgboost') ?? Number.NaN);
    if (ratio <= 1.01) near++;
    const cells = names.map((name) => (scores.get(name) ?? Number.NaN).toPrecision(4));
    table.push([dataset.name, metricOf(dataset), ...cells, ratio.toFixed(3)]);
  }
  console.log(table.toString());
  console.log(`at most 1 % worse than XGBoost on ${near} of ${datasets.length} sets`);
}

async function runOne(name: string, task: Dataset['task'], data: NumberTable): Promise<Timed> {
  if (name === OURS) return ours(task, data);
  if (!peers) throw new Error('no peers');
  return peers.run(name, task, data);
}

function ours(task: Dataset['task'], data: NumberTable): Timed {
  const { columns, classes } = data;
  const raw: RawMatrix = { rows: data.y.length, columns, data: data.x };
  const loss = lossOf(task, classes);
  const read = { numbers: columns, codes: 0, sparse: [] };
  const x = designOf(raw, read);
  const start = performance.now();
  const binned = binnedInput(x, read, 255);
  const { booster } = boost(binned, blocksOf(raw), data.y, {
    ...SETTINGS,
    loss,
    lambda: LAMBDA,
    minChildRows: 1,
    rowShare: 1,
    columnShare: 1,
    patience: Number.POSITIVE_INFINITY,
    minGain: 0,
    levelSmoothing: 10,
    maxLevels: 32,
    random: randomStream('bench'),
  });
  const trained = performance.now();
  const test: RawMatrix = { rows: data.testY.length, columns, data: data.testX };
  const scores = scoresOf(booster, test);
  loss.link(scores);
  const done = performance.now();
  const predictions = Float32Array.from(scores);
  return { train: (trained - start) / 1000, predict: (done - trained) / 1000, predictions };
}

function lossOf(task: Dataset['task'], classes: number): Loss {
  if (task === 'regression') return squaredLoss;
  return task === 'binary' ? logisticLoss : softmaxLoss(classes);
}

/** Log loss, or RMSE; peers give both chances of a binary task, ours that of the second class. */
function scoreOf(
  { task }: Dataset,
  { testY, classes }: NumberTable,
  predictions: Float32Array,
): number {
  if (task === 'regression') return rmse(predictions, testY);
  const width = predictions.length / testY.length;
  let sum = 0;
  for (const [row, code] of testY.entries()) {
    const single = predictions[row] ?? 0;
    const chance =
      width === 1 ? (code === 1 ? single : 1 - single) : (predictions[row * classes + code] ?? 0);
    sum -= Math.log(Math.max(1e-7, chance));
  }
  return sum / testY.length;
}

function rmse(predictions: Float32Array, y: Float32Array): number {
  const squares = predictions.reduce((sum, value, row) => sum + (value - (y[row] ?? 0)) ** 2, 0);
  return Math.sqrt(squares / y.length);
}

/** Smooth, with noise; a pure interaction would make scores a matter of luck, for all four. */
function synthetic(rows: number, columns: number): NumberTable {
  const random = randomStream('bench:trees');
  const draw = () => {
    const x = Float64Array.from({ length: rows * columns }, () => random.normal());
    const y = Float32Array.from({ length: rows }, (_, row) => {
      const [a = 0, b = 0, c = 0] = x.subarray(row * columns);
      return Math.sin(2 * a) + b + 0.5 * b * c + 0.5 * random.normal();
    });
    return { x, y };
  };
  const [train, test] = [draw(), draw()];
  return { columns, classes: 0, x: train.x, y: train.y, testX: test.x, testY: test.y };
}

/** The installed ones of the three, in one process. */
async function startPeers(): Promise<Peers | undefined> {
  const home = fileURLToPath(new URL('peers/', import.meta.url));
  const python = join(home, '.venv', 'bin', 'python');
  if (!existsSync(python)) return undefined;
  const child = spawn(python, ['trees_peer.py'], { cwd: home, stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await answers.next()).value as string);
  const installed = (await next()) as string[];
  const path = (name: string) => join(folder, `${name}.bin`);
  let written: NumberTable | undefined;
  return {
    names: installed,
    async run(peer, task, data) {
      if (data !== written) {
        for (const [name, values] of [
          ['x', data.x],
          ['y', data.y],
          ['xt', data.testX],
        ] as const) {
          writeFileSync(path(name), Buffer.from(Float32Array.from(values).buffer));
        }
        written = data;
      }
      const files = { x: path('x'), y: path('y'), xt: path('xt'), out: path('out') };
      const job = { peer, task, columns: data.columns, ...files, ...SETTINGS, lambda: LAMBDA };
      child.stdin.write(`${JSON.stringify(job)}\n`);
      const { train, predict } = (await next()) as { train: number; predict: number };
      const bytes = readFileSync(files.out);
      const predictions = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
      return { train, predict, predictions: predictions.slice() };
    },
    close: () => child.kill(),
  };
}

function tableOf(head: string[]): Table.Table {
  return new Table({ head, style: { head: [], border: [], compact: true } });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
