/**
 * Fits many configurations to every data set, and writes the orders in which they are worth their time together, on tables of few
 * rows and of many: bench/portfolio/scores.json and presets/portfolio.json. All rows are those of training files. What the folder
 * has is not fitted again, so that a run can be broken off.
 *
 *   npm run bench:portfolio -- [--folder .cache/portfolio] [--sizes few,many]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { portfolioCandidates, type Size } from './portfolio/candidates.js';
import {
  errorsInTime,
  type JudgedSet,
  joined,
  judgedSet,
  plainMean,
  portfolioOrder,
} from './portfolio/order.js';
import type { PortfolioScores, SizeScores } from './portfolio/portfolio-scores.js';
import { seenConfigs } from './portfolio/seen-configs.js';
import { readDatasets } from './quality/datasets.js';

const SCORES = new URL('portfolio/scores.json', import.meta.url).pathname;
const PORTFOLIO = new URL('../presets/portfolio.json', import.meta.url).pathname;
/** Of one fold on one core. */
const TIMES = [3, 6, 12, 24, 48, 96];
const SIZES = ['few', 'many'] as const;

const { values: flags } = parseArgs({
  options: {
    folder: { type: 'string', default: '.cache/portfolio' },
    sizes: { type: 'string', default: SIZES.join() },
  },
});
let scores = JSON.parse(readFileSync(SCORES, 'utf8')) as PortfolioScores;
for (const size of SIZES) {
  if (flags.sizes.split(',').includes(size)) scores = { ...scores, [size]: await scoresOf(size) };
}
const parts = SIZES.map((size) => `"${size}":${scoresText(scores[size])}`);
writeFileSync(SCORES, `{${parts.join(',\n')}}\n`);
const [few, many] = SIZES.map((size) => ordered(scores[size]));
writeFileSync(PORTFOLIO, `${JSON.stringify({ few, many }, null, 2)}\n`);

async function scoresOf(size: Size): Promise<SizeScores> {
  const configs = portfolioCandidates(size);
  const sets: JudgedSet[] = [];
  for (const dataset of readDatasets()) {
    const seen = await seenConfigs(dataset, size, configs, flags.folder);
    if (seen) sets.push(judgedSet(seen));
    console.error(`${dataset.name} is there`);
  }
  const order = portfolioOrder(sets, configs.length);
  const without = sets.map((own) =>
    portfolioOrder(
      sets.filter((other) => other !== own),
      configs.length,
    ),
  );
  for (const place of order) console.log(JSON.stringify(configs[place]));
  console.log(`\n${inTime(sets, without, configs)}`);
  return { configs, order, sets: sets.map((own, i) => setScores(own, without[i] ?? [])) };
}

function setScores(own: JudgedSet, without: readonly number[]): SizeScores['sets'][number] {
  return {
    set: own.set,
    without,
    seconds: own.seconds.map((seconds) =>
      seconds === undefined ? null : Number(seconds.toFixed(2)),
    ),
    errors: own.seconds.map((_, place) => errorOf(own, place)),
  };
}

/** Of a configuration alone, both halves' geometric mean; null where it failed. */
function errorOf({ halves, seconds }: JudgedSet, place: number): number | null {
  if (seconds[place] === undefined) return null;
  const errors = halves.map((half) => joined(half, plainMean(half), place).error);
  return Number(
    Math.exp(errors.reduce((sum, error) => sum + Math.log(error), 0) / errors.length).toPrecision(
      5,
    ),
  );
}

/** Errors after some seconds, by the order that the other data sets make, beside the first configuration of each family. */
function inTime(
  sets: readonly JudgedSet[],
  without: readonly (readonly number[])[],
  configs: SizeScores['configs'],
): string {
  const first = [...new Set(configs.map(({ family }) => family))].map((name) =>
    configs.findIndex(({ family }) => family === name),
  );
  const table = new Table({
    head: ['data set', ...TIMES.map((time) => `${time} s`)],
    style: { head: [], border: [], compact: true },
  });
  const changes = sets.map((own, i) => {
    const before = errorsInTime(own, first, TIMES);
    const learned = [...new Set([...(without[i] ?? []), ...first])];
    return errorsInTime(own, learned, TIMES).map((error, t) => error - (before[t] ?? 0));
  });
  const percent = (change: number) => `${(100 * Math.expm1(change)).toFixed(1)} %`;
  for (const [i, own] of sets.entries()) table.push([own.set, ...(changes[i] ?? []).map(percent)]);
  const means = TIMES.map(
    (_, t) => changes.reduce((sum, own) => sum + (own[t] ?? 0), 0) / changes.length,
  );
  table.push(['geometric mean', ...means.map(percent)]);
  return table.toString();
}

/** A data set a line. */
function scoresText({ configs, order, sets }: SizeScores): string {
  const lines = sets.map((own) => JSON.stringify(own)).join(',\n');
  return `{"configs":${JSON.stringify(configs)},\n"order":${JSON.stringify(order)},\n"sets":[\n${lines}\n]}`;
}

function ordered({ configs, order }: SizeScores): SizeScores['configs'] {
  return order.flatMap((place) => configs[place] ?? []);
}
