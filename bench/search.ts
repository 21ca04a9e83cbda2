/**
 * `autofit/search` beside Optuna: what is left above the least value after 50 and 200 trials, one after the other.
 * Run: npm run bench:search [-- --json] [--seeds 20] [--samplers tpe,…] [--problems branin,…] [--lag 1] [--trials 200]
 * Optuna is that of bench/peers (or AUTOFIT_PYTHON). Results are kept in bench/search/results.json as they come, and what is
 * there for as many seeds is not measured again; take them out to do so.
 */
import { parseArgs } from 'node:util';
import { minimize } from '../src/study/minimize.js';
import type { StudySamplerName } from '../src/study/study-samplers.js';
import { createPeer, isPeer } from './search/peer.js';
import type { Problem } from './search/problem.js';
import { PROBLEMS } from './search/problems.js';
import { CHECKPOINTS, keepRow, keptRows, summary } from './search/summary.js';

const { values: given } = parseArgs({
  options: {
    json: { type: 'boolean' },
    seeds: { type: 'string', default: '20' },
    samplers: { type: 'string', default: 'random,tpe,optuna tpe,optuna group' },
    problems: { type: 'string' },
    lag: { type: 'string', default: '1' },
    trials: { type: 'string', default: '200' },
  },
});
const wanted = given.problems?.split(',');
const problems = PROBLEMS.filter(
  ({ name, kind }) => !wanted || wanted.includes(name) || wanted.includes(kind),
);
const TRIALS = Number(given.trials);
const checkpoints = CHECKPOINTS.filter((trials) => trials <= TRIALS);
const samplers = given.samplers.split(',');
const seeds = Array.from({ length: Number(given.seeds) }, (_, seed) => seed);
for (const sampler of samplers) {
  const name = given.lag === '1' || isPeer(sampler) ? sampler : `${sampler}, lag ${given.lag}`;
  const peer = isPeer(sampler) ? createPeer() : undefined;
  for (const problem of problems) {
    const isKept = keptRows().some(
      (row) =>
        row.sampler === name && row.problem === problem.name && row.regrets.length >= seeds.length,
    );
    if (isKept) continue;
    const began = process.cpuUsage();
    const values = await (peer
      ? peer.values(sampler, problem, seeds, TRIALS)
      : Promise.all(seeds.map((seed) => valuesOf(sampler, problem, seed))));
    const { user } = process.cpuUsage(began);
    const regrets = values.map((own) =>
      checkpoints.map((trials) => regretOf(own, problem, trials)),
    );
    const msPerTrial = peer ? null : user / 1000 / seeds.length / TRIALS;
    keepRow({ sampler: name, problem: problem.name, kind: problem.kind, msPerTrial, regrets });
    process.stderr.write(`${name}, ${problem.name}: ${msPerTrial?.toFixed(1) ?? ''} ms a trial\n`);
  }
  peer?.close();
}
const told = summary(keptRows().filter((row) => problems.some(({ name }) => name === row.problem)));
console.log(given.json ? JSON.stringify(told) : told.text);

async function valuesOf(
  sampler: string,
  { space, value }: Problem,
  seed: number,
): Promise<readonly number[]> {
  const options = {
    trials: TRIALS,
    seed,
    sampler: sampler as StudySamplerName,
    lag: Number(given.lag),
  };
  const { trials } = await minimize(space, (params) => value(params), options);
  return trials.map((trial) => trial.value ?? Number.POSITIVE_INFINITY);
}

/** Rounded to what tables show. */
function regretOf(values: readonly number[], { least }: Problem, trials: number): number {
  return Number((Math.min(...values.slice(0, trials)) - least).toPrecision(4));
}
