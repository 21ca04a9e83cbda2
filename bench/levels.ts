/**
 * Boosted trees in their first configuration on tables with columns of levels: the score of five folds of at most 8,000
 * training rows, beside that of another build of autofit; and what a column of 51 levels that tells nothing costs. Test
 * rows are not read.
 *
 *   npm run bench:levels -- [--against ../other/dist/cli/main.js] [--sets adult,titanic] [--family random-forest] [--seeds 0,1]
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import Table from 'cli-table3';
import { parse } from 'csv-parse/sync';
import { csvLine } from '../src/util/csv-line.js';
import { randomStream, shuffle } from '../src/util/random.js';
import { type Dataset, fileOf, readDatasets } from './quality/datasets.js';

const SETS =
  'telco_churn,bank_marketing,adult,german_credit,titanic,car_msrp,ames_housing,cardekho';
const OURS = new URL('../dist/cli/main.js', import.meta.url).pathname;
const MOST_ROWS = 8000;
const run = promisify(execFile);

const { values: flags } = parseArgs({
  options: {
    against: { type: 'string' },
    sets: { type: 'string', default: SETS },
    family: { type: 'string', default: 'boosted-trees' },
    seeds: { type: 'string', default: '0' },
  },
});
const mains = [OURS, ...(flags.against ? [flags.against] : [])];
const folder = mkdtempSync(join(tmpdir(), 'autofit-levels-'));
const table = new Table({ head: ['table', 'ours', ...(flags.against ? ['other', 'ratio'] : [])] });
const wanted = flags.sets.split(',');
for (const dataset of readDatasets().filter(({ name }) => wanted.includes(name))) {
  await compare(dataset.name, dataset.label, dataset.task, sampleOf(dataset));
}
for (const seed of [1, 2]) {
  await compare(`noise ${seed}, with`, 'y', 'binary', noiseTable(seed, true));
  await compare(`noise ${seed}, without`, 'y', 'binary', noiseTable(seed, false));
}
rmSync(folder, { recursive: true });
console.log(table.toString());

async function compare(name: string, label: string, task: string, text: string): Promise<void> {
  const file = join(folder, 'train.csv');
  writeFileSync(file, text);
  const scores: number[] = [];
  for (const main of mains) {
    const logs: number[] = [];
    for (const seed of flags.seeds.split(',')) {
      logs.push(Math.log(await scoreOf(main, file, label, task, seed)));
    }
    scores.push(Math.exp(logs.reduce((a, b) => a + b, 0) / logs.length));
  }
  const [ours = Number.NaN, other] = scores;
  const beside = other === undefined ? [] : [other.toPrecision(5), (ours / other).toFixed(4)];
  table.push([name, ours.toPrecision(5), ...beside]);
}

async function scoreOf(main: string, file: string, label: string, task: string, seed: string) {
  const out = mkdtempSync(join(folder, 'run-'));
  const { stdout } = await run(
    process.execPath,
    [
      ...[main, 'fit', file, '--label', label, '--task', task, '--models', flags.family],
      ...['--trials', '1', '--folds', '5', '--seed', seed, '-j', '1', '--json', '--quiet'],
      ...['--out', join(out, 'run')],
    ],
    { maxBuffer: 2 ** 28 },
  );
  const { leaderboard } = JSON.parse(stdout) as {
    leaderboard: { family: string; scoreValidation: number }[];
  };
  const found = leaderboard.find(({ family }) => family === flags.family);
  return found?.scoreValidation ?? Number.NaN;
}

/** The training rows, or as many as are wanted of them. */
function sampleOf({ name, sep: delimiter, encoding }: Dataset): string {
  const text = readFileSync(fileOf(name, 'train'), encoding === 'utf-8' ? 'utf8' : 'latin1');
  const read = parse(text, { delimiter, relax_column_count: true, bom: true }) as string[][];
  const [head = [], ...rows] = read;
  const order = Int32Array.from(rows, (_, row) => row);
  shuffle(randomStream('levels', name), order);
  const chosen = Array.from(order.subarray(0, MOST_ROWS), (row) => rows[row] ?? []);
  return [head, ...chosen].map(csvLine).join('');
}

/** Rules of twelve numbers, a count and a plan; the column of states tells nothing. */
function noiseTable(seed: number, hasStates: boolean): string {
  const random = randomStream('levels', 'noise', seed);
  const lines = Array.from({ length: 4000 }, () => {
    const x = Array.from({ length: 12 }, () => random.next());
    const [a = 0, b = 0, c = 0, d = 0] = x;
    const calls = Math.min(9, Math.floor(-Math.log(1 - random.next()) / 0.7));
    const plan = random.next() < 0.1;
    const state = `s${random.integer(51)}`;
    const on = (calls >= 4 && a < 0.45) || (plan ? b > 0.65 || c < 0.3 : a > 0.82 && d > 0.45);
    const y = random.next() < (on ? 0.93 : 0.02);
    const cells = [...x.map((value) => value.toFixed(4)), `${calls}`, plan ? 'yes' : 'no'];
    return [...cells, ...(hasStates ? [state] : []), y ? 'yes' : 'no'];
  });
  const names = [...Array.from({ length: 12 }, (_, i) => `x${i}`), 'calls', 'plan'];
  return [[...names, ...(hasStates ? ['state'] : []), 'y'], ...lines].map(csvLine).join('');
}
