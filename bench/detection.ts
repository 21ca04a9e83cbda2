/**
 * Boxes on blood cells (BCCD, 292 pictures to train on, 72 to be tested on): the whole of `fit` in so many seconds on two
 * workers, or with as many candidates and no clock, which a busy machine does not change; the processor's seconds are told.
 * The data are beside the repository in ../shared/datasets-images, or where AUTOFIT_BENCH_IMAGES_DATA says.
 *
 *   npm run bench:detection -- [--seconds 300 | --trials 1] [--seeds 0,1,2] [--workers 2] [--json]
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { fit } from '../src/index.js';

const { values: flags } = parseArgs({
  options: {
    seconds: { type: 'string' },
    trials: { type: 'string' },
    seeds: { type: 'string', default: '0,1,2' },
    workers: { type: 'string', default: '2' },
    json: { type: 'boolean', default: false },
  },
});
const FOLDER = resolve(
  process.env.AUTOFIT_BENCH_IMAGES_DATA ?? '../shared/datasets-images',
  'bccd',
);
const AIMS = { mAP50: 0.83, mAP: 0.48 };

interface Result {
  readonly seed: number;
  readonly mAP50: number;
  readonly mAP: number;
  readonly classes: readonly number[];
  readonly validation: number;
  readonly seconds: number;
  readonly processorSeconds: number;
}

const folder = mkdtempSync(join(tmpdir(), 'autofit-bccd-'));
const [train, test] = ['trainval', 'test'].map(splitCsv);
const length =
  flags.trials === undefined
    ? { timeLimit: Number(flags.seconds ?? 300) }
    : { trials: Number(flags.trials) };
const results: Result[] = [];
for (const seed of flags.seeds.split(',').map(Number)) results.push(await run(seed));
rmSync(folder, { recursive: true });
if (flags.json) console.log(JSON.stringify(results, null, 2));
else console.log(tableOf(results));

async function run(seed: number): Promise<Result> {
  const before = process.cpuUsage();
  const detector = await fit(train ?? '', {
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
  const { mAP50, mAP, classes } = await detector.evaluate(test ?? '', {
    images: join(FOLDER, 'images'),
  });
  return {
    seed,
    mAP50,
    mAP,
    classes: classes.map(({ ap50 }) => ap50),
    validation: detector.info.validation.mAP50,
    seconds: detector.summary.seconds,
    processorSeconds: (user + system) / 1e6,
  };
}

/** The boxes of a split as CSV; rows of pictures without boxes are kept. */
function splitCsv(split: string): string {
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

function tableOf(rows: readonly Result[]): string {
  const head = [
    'seed',
    'mAP50',
    'mAP50:95',
    'platelets / red / white',
    'validation',
    'seconds',
    "processor's",
  ];
  const table = new Table({ head, style: { head: [], border: [] } });
  const cell = (value: number) => value.toFixed(3);
  for (const { seed, mAP50, mAP, classes, validation, seconds, processorSeconds } of rows) {
    const own = [cell(mAP50), cell(mAP), classes.map(cell).join(' / '), cell(validation)];
    table.push([seed, ...own, seconds.toFixed(0), processorSeconds.toFixed(0)]);
  }
  const mean = (part: (row: Result) => number) =>
    rows.reduce((sum, row) => sum + part(row), 0) / rows.length;
  table.push([
    'mean',
    cell(mean(({ mAP50 }) => mAP50)),
    cell(mean(({ mAP }) => mAP)),
    '',
    '',
    '',
    '',
  ]);
  table.push(['aim', cell(AIMS.mAP50), cell(AIMS.mAP), '', '', '', '']);
  return table.toString();
}
