/**
 * Fits many configurations to every data set, and writes the order in which they are worth their time together:
 * bench/portfolio/scores.json and presets/portfolio.json. All rows are those of training files. What the folder has is not
 * fitted again, so that a run can be broken off.
 *
 *   npm run bench:portfolio -- [--folder .cache/portfolio]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { portfolioCandidates } from './portfolio/candidates.js';
import {
  errorsInTime,
  type JudgedSet,
  joined,
  judgedSet,
  plainMean,
  portfolioOrder,
} from './portfolio/order.js';
import type { PortfolioScores } from './portfolio/portfolio-scores.js';
import { seenConfigs } from './portfolio/seen-configs.js';
import { readDatasets } from './quality/datasets.js';

const SCORES = new URL('portfolio/scores.json', import.meta.url).pathname;
const PORTFOLIO = new URL('../presets/portfolio.json', import.meta.url).pathname;
const BALANCED = new URL('../presets/balanced.json', import.meta.url);
/** Of one fold on one core. */
const TIMES = [3, 6, 12, 24, 48, 96];

const { values: flags } = parseArgs({
  options: { folder: { type: 'string', default: '.cache/portfolio' } },
});
const configs = portfolioCandidates();
const sets: JudgedSet[] = [];
for (const dataset of readDatasets()) {
  const seen = await seenConfigs(dataset, configs, flags.folder);
  sets.push(...seen.map(judgedSet));
  console.error(`${dataset.name} is there`);
}
const order = portfolioOrder(sets, configs.length);
const scores: PortfolioScores = {
  configs,
  order,
  sets: sets.map((own) => ({
    set: own.set,
    without: portfolioOrder(
      sets.filter((other) => other.dataset !== own.dataset),
      configs.length,
    ),
    seconds: own.seconds.map((seconds) =>
      seconds === undefined ? null : Number(seconds.toFixed(2)),
    ),
    errors: configs.map((_, place) => errorOf(own, place)),
  })),
};
const lines = scores.sets.map((own) => JSON.stringify(own)).join(',\n');
writeFileSync(
  SCORES,
  `{"configs":${JSON.stringify(configs)},\n"order":${JSON.stringify(order)},\n"sets":[\n${lines}\n]}\n`,
);
writeFileSync(
  PORTFOLIO,
  `${JSON.stringify(
    order.map((place) => configs[place]),
    null,
    2,
  )}\n`,
);
for (const place of order) console.log(JSON.stringify(configs[place]));
console.log(`\n${inTime()}`);

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
function inTime(): string {
  const { models } = JSON.parse(readFileSync(BALANCED, 'utf8')) as {
    readonly models: readonly string[];
  };
  const first = models.map((name) => configs.findIndex(({ family }) => family === name));
  const table = new Table({
    head: ['data set', ...TIMES.map((time) => `${time} s`)],
    style: { head: [], border: [], compact: true },
  });
  const changes = sets.map((own, i) => {
    const learned = [...(scores.sets[i]?.without ?? []), ...first];
    const before = errorsInTime(own, first, TIMES);
    return errorsInTime(own, [...new Set(learned)], TIMES).map(
      (error, t) => error - (before[t] ?? 0),
    );
  });
  const percent = (change: number) => `${(100 * Math.expm1(change)).toFixed(1)} %`;
  for (const [i, own] of sets.entries()) table.push([own.set, ...(changes[i] ?? []).map(percent)]);
  const means = TIMES.map(
    (_, t) => changes.reduce((sum, own) => sum + (own[t] ?? 0), 0) / changes.length,
  );
  table.push(['geometric mean', ...means.map(percent)]);
  return table.toString();
}
