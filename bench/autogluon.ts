/**
 * autofit beside AutoGluon and FLAML in the same seconds on the same machine, which must do nothing else: table by table,
 * contender after contender. What bench/autogluon/results.json has is not run again, so that a run can be broken off and
 * peers' scores serve later ones; --controls times three tables of it anew and says how this machine compares. Choices are
 * made by a split of the training files (--split inner), test rows only report.
 *
 *   node bench/autogluon/install.mjs
 *   npm run bench:autogluon -- [--seconds 60] [--contenders autofit,autogluon-best,autogluon-medium,flaml]
 *     [--sets adult,titanic] [--seeds 0,1,2] [--split test|inner] [--again autofit] [--controls] [--report]
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { CONTENDERS, type Job } from './autogluon/contenders.js';
import { compareControls } from './autogluon/controls.js';
import { report } from './autogluon/report.js';
import type { SideResult } from './autogluon/side-result.js';
import { readDatasets } from './quality/datasets.js';
import { openResults } from './quality/results.js';

const { values: flags } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    contenders: { type: 'string', default: 'autofit,autogluon-best,autogluon-medium' },
    sets: { type: 'string' },
    seeds: { type: 'string', default: '0' },
    split: { type: 'string', default: 'test' },
    again: { type: 'string', default: '' },
    controls: { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
    results: {
      type: 'string',
      default: new URL('autogluon/results.json', import.meta.url).pathname,
    },
  },
});

const names = flags.contenders.split(',').map((name) => `${name}-${flags.seconds}s`);
const again = new Set(flags.again.split(',').map((name) => `${name}-${flags.seconds}s`));
const wanted = flags.sets?.split(',');
const datasets = readDatasets().filter(({ name }) => wanted?.includes(name) ?? true);
const results = openResults<SideResult>(flags.results);
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
if (flags.controls) await compareControls(results.results, readDatasets(), commit);
else if (!flags.report) await runAll();
console.log(report(names, datasets, ofSplit(results.results)));

function ofSplit(all: readonly SideResult[]): readonly SideResult[] {
  return all.filter(({ split }) => split === flags.split);
}

async function runAll(): Promise<void> {
  const seeds = flags.seeds.split(',').map(Number);
  const jobs = seeds.flatMap((seed) =>
    datasets.flatMap((dataset) => names.map((contender) => ({ contender, seed, dataset }))),
  );
  for (const { contender, seed, dataset } of jobs) {
    const set = dataset.name;
    const known = results.find({ contender, set, seed, split: flags.split });
    if (known && !again.has(contender)) continue;
    const seconds = Number(flags.seconds);
    const job: Job = { dataset, seed, seconds, split: flags.split, commit };
    const result = await CONTENDERS[contender.slice(0, contender.lastIndexOf('-'))]?.(job);
    if (!result) throw new Error(`there is no contender ${contender}: ${Object.keys(CONTENDERS)}`);
    results.add({ ...result, contender });
    console.error(`${contender} on ${set}: ${result.test} in ${result.seconds} s`);
  }
}
