/**
 * Fits every bench table in the ways of bench/quality/contenders.ts, scores the test rows once and compares with the
 * peers of baselines.csv. What bench/quality/results.json has already is not run again, so that a run can be broken off;
 * --again runs it anew.
 *
 *   npm run bench:quality -- [--contenders tabm,realmlp] [--sets adult,titanic] [--seeds 0,1,2] [--at-once 2] [--again]
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { readDatasets, readPeers } from './quality/datasets.js';
import { report } from './quality/report.js';
import { openResults, type Result } from './quality/results.js';
import { runContender } from './quality/run-contender.js';

const { values: flags } = parseArgs({
  options: {
    contenders: { type: 'string', default: 'search-60s' },
    sets: { type: 'string' },
    seeds: { type: 'string', default: '0' },
    'at-once': { type: 'string', default: '1' },
    again: { type: 'boolean', default: false },
    results: {
      type: 'string',
      default: new URL('quality/results.json', import.meta.url).pathname,
    },
  },
});

const contenders = flags.contenders.split(',');
const seeds = flags.seeds.split(',').map(Number);
const wanted = flags.sets?.split(',');
const datasets = readDatasets().filter(({ name }) => wanted?.includes(name) ?? true);
const results = openResults<Result>(flags.results);
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const jobs = contenders
  .flatMap((contender) =>
    seeds.flatMap((seed) => datasets.map((dataset) => ({ contender, seed, dataset }))),
  )
  .filter((job) => flags.again || !results.find({ ...job, set: job.dataset.name }));

await Promise.all(Array.from({ length: Number(flags['at-once']) }, work));
console.log(report(contenders, datasets, results.results, readPeers(datasets)));

/** Takes jobs until there is none left. */
async function work(): Promise<void> {
  for (let job = jobs.shift(); job; job = jobs.shift()) {
    const result = await runContender(job.contender, job.dataset, job.seed, commit);
    results.add(result);
    console.error(`${result.contender} on ${result.set}: ${result.test} in ${result.seconds} s`);
  }
}
