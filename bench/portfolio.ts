/**
 * Tries many configurations on every data set, and writes those that do well together: bench/portfolio/scores.json and
 * presets/portfolio.json. Scores are of validation rows; test rows are not read.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { csvLine } from '../src/util/csv-line.js';
import { randomStream, shuffle } from '../src/util/random.js';
import { openingFamilies, portfolioCandidates, portfolioFamilies } from './portfolio/candidates.js';
import { greedyPortfolio, type PortfolioScores, type SetScores } from './portfolio/greedy.js';
import { type Dataset, fileOf, readDatasets, readingOptions } from './quality/datasets.js';

const SCORES = new URL('portfolio/scores.json', import.meta.url).pathname;
const PORTFOLIO = new URL('../presets/portfolio.json', import.meta.url).pathname;
const MAIN = new URL('../dist/cli/main.js', import.meta.url).pathname;
/** Larger tables are sampled. */
const MOST_ROWS = 4000;
const run = promisify(execFile);

const { values } = parseArgs({
  options: { 'at-once': { type: 'string', default: '2' }, json: { type: 'boolean' } },
});
const configs = portfolioCandidates();
const known = readScores();
const waiting = readDatasets().filter(({ name }) => !known.some(({ set }) => set === name));
await Promise.all(Array.from({ length: Number(values['at-once']) }, work));
const scores = { configs, sets: known.toSorted((a, b) => (a.set < b.set ? -1 : 1)) };
const portfolio = greedyPortfolio(scores, openingFamilies);
writeFileSync(PORTFOLIO, `${JSON.stringify(portfolio, null, 2)}\n`);
if (values.json) console.log(JSON.stringify(portfolio));
else for (const { family, params } of portfolio) console.log(family, JSON.stringify(params));

/** Scores of the same configurations from an earlier run that was stopped. */
function readScores(): SetScores[] {
  if (!existsSync(SCORES)) return [];
  const read = JSON.parse(readFileSync(SCORES, 'utf8')) as PortfolioScores;
  return JSON.stringify(read.configs) === JSON.stringify(configs) ? [...read.sets] : [];
}

async function work(): Promise<void> {
  for (let dataset = waiting.shift(); dataset; dataset = waiting.shift()) {
    known.push(await scoresOn(dataset));
    writeFileSync(SCORES, `${JSON.stringify({ configs, sets: known })}\n`);
    console.error(`${dataset.name} is done, ${waiting.length} are left`);
  }
}

async function scoresOn(dataset: Dataset): Promise<SetScores> {
  const { name, label, task } = dataset;
  const folder = mkdtempSync(join(tmpdir(), 'autofit-bench-'));
  const [table, first] = [join(folder, 'train.csv'), join(folder, 'configs.json')];
  writeFileSync(table, sampleOf(dataset));
  writeFileSync(first, JSON.stringify(configs));
  const { stdout } = await run(
    process.execPath,
    [
      MAIN,
      ...[table, '--label', label, ...readingOptions(name), '--task', task],
      ...['--models', portfolioFamilies.join(), '--enqueue', first],
      ...['--trials', `${configs.length}`, '--folds', '1', '--holdout', '0.3'],
      ...['--workers', '1', '--json', '--quiet', '--out', join(folder, 'run')],
    ],
    { maxBuffer: 2 ** 28 },
  );
  rmSync(folder, { recursive: true });
  const { leaderboard } = JSON.parse(stdout) as {
    leaderboard: { name: string; scoreValidation: number | null }[];
  };
  const scoreOf = new Map(leaderboard.map((row) => [row.name, row.scoreValidation]));
  const errors = configs.map(({ family }, i) => scoreOf.get(`${family}-${i + 1}`) ?? null);
  return { set: name, errors };
}

/** The rows of the training file, or as many as are wanted of them. */
function sampleOf({ name: set, sep: delimiter, encoding }: Dataset): string {
  const text = readFileSync(fileOf(set, 'train'), encoding === 'utf-8' ? 'utf8' : 'latin1');
  const rows = parse(text, { delimiter, relax_column_count: true, bom: true }) as string[][];
  const head = readingOptions(set).length > 0 ? [] : rows.splice(0, 1);
  const order = Int32Array.from(rows, (_, row) => row);
  shuffle(randomStream('portfolio', set), order);
  const chosen = order.slice(0, MOST_ROWS).sort();
  return [...head, ...[...chosen].map((row) => rows[row] ?? [])].map(csvLine).join('');
}
