/**
 * A search of 5,000 trials whose training takes no time: what the search itself needs of the main thread for each stretch,
 * and how much memory is held, as it goes on. Each trial leaves predictions of 20,000 rows in files, as a run does; they are
 * paused, screened and gone on with by successive halving, and drawn by TPE.
 *
 *   npm run bench:long-search -- [--trials 5000] [--rows 20000] [--json]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { blobFiles } from '../src/journal/blob-files.js';
import { metricNamed } from '../src/metrics/metrics.js';
import { resolveOptions } from '../src/options/options.js';
import { startBudget } from '../src/search/budget.js';
import { SAMPLERS } from '../src/search/samplers/samplers.js';
import { SCHEDULERS } from '../src/search/schedulers/schedulers.js';
import { search } from '../src/search/search.js';
import type { FoldResult } from '../src/trial/job.js';
import type { Stretch } from '../src/trial/stretch.js';
import type { Trial } from '../src/trial/trial.js';
import { createJudge } from '../src/trial/trial-judge.js';
import { createTrialStore, KEPT_TRIALS } from '../src/trial/trial-store.js';
import { trialWorth } from '../src/trial/trial-worth.js';
import { randomStream } from '../src/util/random.js';

const PARTS = 10;
const { values } = parseArgs({
  options: {
    trials: { type: 'string', default: '5000' },
    rows: { type: 'string', default: '20000' },
    json: { type: 'boolean', default: false },
  },
});
const trials = Number(values.trials);
const rows = Number(values.rows);
const folder = mkdtempSync(join(tmpdir(), 'autofit-long-'));
const validation = Int32Array.from({ length: rows }, (_, row) => row);
const target = Float64Array.from(validation);
const metric = metricNamed('rmse');
const judge = createJudge(
  [{ train: validation, validation }],
  { kind: 'regression', classes: 0 },
  metric,
  {
    target,
  },
);
const store = createTrialStore(judge, KEPT_TRIALS, await blobFiles(folder));
const { families, first, portfolio } = await resolveOptions({ label: 'y', trials });
const figures: { trials: number; stretches: number; msEach: number; megabytes: number }[] = [];
let [stretches, at, before] = [0, 0, process.cpuUsage().user];

await search({
  baseline: { family: 'constant', params: {} },
  first,
  portfolio,
  families,
  sampler: SAMPLERS.tpe,
  scheduler: SCHEDULERS.halving,
  budget: startBudget({ trials, timeLimit: undefined }, performance.now()),
  seed: 0,
  lag: 8,
  worth: (trial) => trialWorth(metric, trial),
  async run(stretch) {
    const trial = shown(stretch);
    const predictions = new Float64Array(rows).fill(trial.score ?? 0);
    const model = {
      fold: 0,
      model: { kind: 'none', json: {}, tensors: {} },
      preprocessor: {},
      target: { log: false, smearing: 1 },
    };
    const left = {
      kind: 'done',
      predictions,
      model,
      length: 1,
      parameters: 1,
    } as unknown as FoldResult;
    await store.put(stretch, { trial, left: { predictions, folds: [left] } });
    await store.settle(stretch);
    return trial;
  },
  onTrial({ number }) {
    stretches++;
    if (number < ((figures.length + 1) * trials) / PARTS) return;
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    const user = process.cpuUsage().user;
    const msEach = (user - before) / 1000 / (stretches - at);
    figures.push({ trials: number, stretches, msEach, megabytes: (heapUsed + external) / 2 ** 20 });
    [at, before] = [stretches, user];
  },
});
rmSync(folder, { recursive: true });
if (values.json) console.log(JSON.stringify(figures));
else console.table(figures);

function shown({ number, trial, config, rung, pauseAfter }: Stretch): Trial {
  const score = randomStream(0, trial, 'score').next();
  return {
    kind: 'trial',
    number: trial,
    name: `${config.family}-${number}`,
    config,
    rung,
    state: pauseAfter === undefined ? 'complete' : 'paused',
    score,
    folds: 1,
    firstFoldScore: score,
    tieLoss: null,
    firstFoldTieLoss: null,
    reason: null,
    fitSeconds: 1,
    msPer1000Rows: 1,
    parameters: 1,
    length: 1,
  };
}
