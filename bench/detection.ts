/**
 * Boxes on blood cells (BCCD, 292 pictures to train on, 72 to be tested on): the whole of `fit` in so many seconds on two
 * workers, or with as many candidates and no clock, which a busy machine does not change; the processor's seconds are told.
 * What bench/detection/results.json has is not run again, so that a run can be broken off; the means of its seeds are told
 * beside the aims. The data are beside the repository in ../shared/datasets-images, or where AUTOFIT_BENCH_IMAGES_DATA says.
 *
 *   npm run bench:detection -- [--seconds 300 | --trials 1] [--seeds 0,1,2] [--workers 2] [--again] [--json]
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fit } from '../src/index.js';
import { type DetectionResult, tableOf } from './detection/table.js';
import { openResults } from './quality/results.js';

const { values: flags } = parseArgs({
  options: {
    seconds: { type: 'string' },
    trials: { type: 'string' },
    seeds: { type: 'string', default: '0,1,2' },
    workers: { type: 'string', default: '2' },
    again: { type: 'boolean', default: false },
    results: {
      type: 'string',
      default: new URL('detection/results.json', import.meta.url).pathname,
    },
    json: { type: 'boolean', default: false },
  },
});
const FOLDER = resolve(
  process.env.AUTOFIT_BENCH_IMAGES_DATA ?? '../shared/datasets-images',
  'bccd',
);
const SET = 'bccd';

const { seconds = '300', trials } = flags;
const contender = trials === undefined ? `autofit-${seconds}s` : `autofit-${trials}-trials`;
const length = trials === undefined ? { timeLimit: Number(seconds) } : { trials: Number(trials) };
const seeds = flags.seeds.split(',').map(Number);
const results = openResults<DetectionResult>(flags.results);
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const isKnown = (seed: number) => results.find({ contender, set: SET, seed }) !== undefined;
const missing = seeds.filter((seed) => flags.again || !isKnown(seed));
if (missing.length > 0) await runAll(missing);
const asked = results.results.filter(
  (own) => own.contender === contender && seeds.includes(own.seed),
);
if (flags.json) console.log(JSON.stringify(asked, null, 2));
else console.log(tableOf(asked));

async function runAll(wanted: readonly number[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'autofit-bccd-'));
  const [train = '', test = ''] = ['trainval', 'test'].map((split) => splitCsv(split, folder));
  for (const seed of wanted) {
    const result = await run(seed, train, test);
    results.add(result);
    console.error(`seed ${seed}: mAP50 ${result.mAP50.toFixed(3)}, mAP ${result.mAP.toFixed(3)}`);
  }
  rmSync(folder, { recursive: true });
}

async function run(seed: number, train: string, test: string): Promise<DetectionResult> {
  const before = process.cpuUsage();
  const detector = await fit(train, {
    task: 'detection',
    ...length,
    seed,
    workers: Number(flags.workers),
    images: join(FOLDER, 'images'),
    onProgress: (event) => {
      if (event.kind === 'note' || event.kind === 'warning') console.error(event.message);
    },
  });
  const { user, system } = process.cpuUsage(before);
  const { mAP50, mAP, classes } = await detector.evaluate(test, {
    images: join(FOLDER, 'images'),
  });
  return {
    contender,
    set: SET,
    seed,
    mAP50,
    mAP,
    classes: classes.map(({ ap50 }) => ap50),
    validation: detector.info.validation.mAP50,
    seconds: detector.summary.seconds,
    processorSeconds: (user + system) / 1e6,
    commit,
  };
}

/** The boxes of a split as CSV; rows of pictures without boxes are kept. */
function splitCsv(split: string, folder: string): string {
  const names = readFileSync(join(FOLDER, 'splits', `${split}.txt`), 'utf8')
    .trim()
    .split('\n');
  const lines = names.flatMap((name) => {
    const xml = readFileSync(join(FOLDER, 'annotations', `${name}.xml`), 'utf8');
    const objects = xml.match(/<object>[\s\S]*?<\/object>/g) ?? [];
    const value = (text: string, tag: string) =>
      new RegExp(`<${tag}>(.*?)</${tag}>`).exec(text)?.[1];
    const boxes = objects.map((object) =>
      ['name', 'xmin', 'ymin', 'xmax', 'ymax'].map((tag) => value(object, tag)).join(','),
    );
    return (boxes.length > 0 ? boxes : [',,,,']).map((box) => `${name}.jpg,${box}`);
  });
  const path = join(folder, `${split}.csv`);
  writeFileSync(path, `${['image,label,x1,y1,x2,y2', ...lines].join('\n')}\n`);
  return path;
}
