/**
 * What calibrating the mixture brings on rows that nothing was chosen by: log loss of test rows as mixed, and in percent of it less by a
 * temperature, by isotonic and by beta calibration, each fitted to the out-of-fold rows; with the standard error of each gain over
 * the temperature.
 *
 *   tsx bench/fit-calibration.ts <folder of data sets> [--rows 12000] [--sets adult,titanic] [--models a,b,c]
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fitTemperature } from '../src/ensemble/calibrate.js';
import { crossCalibrated, curvesOf, fitCalibration } from '../src/ensemble/fit-calibration.js';
import { createWatch } from '../src/explain/watch.js';
import { fit } from '../src/fit/fit.js';
import { judgedData } from '../src/fit/judged-data.js';
import { calibrated } from '../src/metrics/calibration.js';
import { logLoss } from '../src/metrics/log-loss.js';
import { rowLosses } from '../src/metrics/row-losses.js';
import { tempered } from '../src/metrics/tempered.js';
import { outOfFoldRows } from '../src/report/facts/gather-facts.js';
import { readOutOfFold } from '../src/run/kept-rows.js';
import { memberPredictions } from '../src/run/predict-threads.js';
import { readState } from '../src/run/predictor-file.js';

interface DataSet {
  readonly name: string;
  readonly label: string;
  readonly task: string;
  readonly sep: string;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string', default: '12000' },
    sets: { type: 'string' },
    models: { type: 'string', default: 'boosted-trees,extra-trees,linear' },
  },
});
const [root = 'datasets'] = positionals;
const all = JSON.parse(readFileSync(join(root, 'datasets.json'), 'utf8')) as readonly DataSet[];
const wanted = values.sets?.split(',');
for (const set of all) {
  if (set.task === 'regression' || (wanted && !wanted.includes(set.name))) continue;
  if (!existsSync(join(root, set.name, 'test.csv'))) continue;
  console.log(await measured(set));
}

async function measured({ name, label, sep }: DataSet): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'autofit-bench-'));
  try {
    const train = join(folder, 'train.csv');
    const lines = readFileSync(join(root, name, 'train.csv'), 'utf8').split('\n');
    writeFileSync(train, lines.slice(0, Number(values.rows) + 1).join('\n'));
    const out = join(folder, 'run');
    const models = values.models.split(',');
    const ensemble = { calibrate: false };
    const trials = models.length;
    await fit(train, {
      label,
      models,
      trials,
      folds: 5,
      ensemble,
      report: false,
      workers: 2,
      out,
      delimiter: sep,
    });
    const state = await readState(out);
    const oof = outOfFoldRows(state, await readOutOfFold(out));
    const asked = {
      state,
      open: (own: typeof state) => memberPredictions(own, 1),
      allocate: (bytes: number) => new SharedArrayBuffer(bytes),
      watch: createWatch(undefined, undefined),
    };
    const { judged } = await judgedData(asked, join(root, name, 'test.csv'), { delimiter: sep }, 1);
    const { task, truth, predictions } = judged;
    const temperature = fitTemperature(oof, oof.predictions);
    const lossOf = (own: Float64Array) => logLoss.score(truth, own, task);
    const plain = lossOf(predictions);
    const by = tempered(predictions, task.classes, temperature);
    const less = (own: Float64Array) => (100 * (1 - lossOf(own) / plain)).toFixed(2);
    const cross = (kind: 'isotonic' | 'beta') => {
      const own = crossCalibrated(curvesOf(kind), oof, oof.predictions) ?? oof.predictions;
      const before = logLoss.score(oof.truth, oof.predictions, task);
      return (100 * (1 - logLoss.score(oof.truth, own, task) / before)).toFixed(2);
    };
    const kinds = (['isotonic', 'beta'] as const).map((kind) => {
      const own = calibrated(predictions, task, fitCalibration(kind, oof, oof.predictions));
      const gains = difference(rowLosses(truth, by, task), rowLosses(truth, own, task));
      return `${kind} ${less(own)} (±${((100 * gains) / plain).toFixed(2)}; cross-fitted ${cross(kind)})`;
    });
    const rows = `${oof.truth.length} + ${truth.length}`;
    return `${name} [${models}] rows ${rows}, classes ${task.classes}: ${plain.toFixed(5)}; temperature ${temperature.toFixed(3)} ${less(by)}; ${kinds.join('; ')}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The standard error of the mean difference. */
function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const own = Array.from(a, (value, i) => value - (b[i] ?? 0));
  const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
  const squares = own.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (own.length - 1) / own.length);
}
