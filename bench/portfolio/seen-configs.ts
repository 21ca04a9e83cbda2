import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { readFitData } from '../../src/fit/read-fit-data.js';
import { familyNamed } from '../../src/models/families.js';
import { resolveOptions } from '../../src/options/options.js';
import type { TrialConfig } from '../../src/trial/trial.js';
import { csvLine } from '../../src/util/csv-line.js';
import { randomStream, shuffle } from '../../src/util/random.js';
import type { TaskShape } from '../../src/util/task-kind.js';
import { searchedModels } from '../ensemble/searched-models.js';
import { type Dataset, fileOf, metricOf, readingOptions } from '../quality/datasets.js';
import type { Size } from './candidates.js';

/** What every configuration says of one data set's validation rows, and of rows that nothing has seen. */
export interface SeenConfigs {
  readonly set: string;
  readonly task: TaskShape;
  readonly metric: string;
  readonly truth: readonly number[];
  readonly freshTruth: readonly number[];
  /** In the order of the candidates; null for one that failed. */
  readonly answers: readonly (SeenAnswers | null)[];
}

export interface SeenAnswers {
  readonly seconds: number;
  readonly predictions: readonly number[];
  readonly fresh: readonly number[];
}

/** Larger tables are sampled. */
const MOST_ROWS: Readonly<Record<Size, number>> = { few: 4000, many: 16_000 };

/** Fits all configurations to a part of the training rows, unless the folder has that; undefined where there are too few. */
export async function seenConfigs(
  dataset: Dataset,
  size: Size,
  configs: readonly TrialConfig[],
  folder: string,
): Promise<SeenConfigs | undefined> {
  const { head, rows } = recordsOf(dataset);
  const most = MOST_ROWS[size];
  if (size === 'many' && rows.length < most) return undefined;
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${dataset.name}-${size}.json`);
  if (!existsSync(path)) {
    const table = [...head, ...sampled(dataset.name, rows, most)].map(csvLine).join('');
    const answers = await fitAll(dataset, table, configs, rows.length);
    writeFileSync(path, JSON.stringify({ set: dataset.name, ...answers }));
  }
  return JSON.parse(readFileSync(path, 'utf8')) as SeenConfigs;
}

async function fitAll(
  dataset: Dataset,
  text: string,
  configs: readonly TrialConfig[],
  rows: number,
): Promise<Omit<SeenConfigs, 'set'>> {
  const table = join(mkdtempSync(join(tmpdir(), 'autofit-bench-')), 'train.csv');
  writeFileSync(table, text);
  const able = configs.filter(
    ({ family }) => rows <= (familyNamed(family).largestTable ?? Number.POSITIVE_INFINITY),
  );
  const settings = await resolveOptions({
    label: dataset.label,
    task: dataset.task,
    metric: metricOf(dataset),
    models: [...new Set(able.map(({ family }) => family))],
    enqueue: able,
    trials: able.length,
    folds: 1,
    holdout: 0.25,
    honest: true,
    header: readingOptions(dataset.name).length === 0,
  });
  const data = await readFitData(table, settings, new AbortController().signal);
  const { kept, predictions, outer } = await searchedModels(data, settings, 2 * configs.length);
  const { task, metric, truth } = data.judge;
  const answers = configs.map(({ family, params }) => {
    // Parameters that change nothing here are not in what was tried.
    const place = kept.findIndex(
      ({ trial: { config } }) =>
        config.family === family &&
        Object.entries(config.params).every(([name, value]) => params[name] === value),
    );
    const own = kept[place];
    return own
      ? {
          seconds: own.trial.fitSeconds,
          predictions: rounded(own.predictions),
          fresh: rounded(predictions[place]),
        }
      : null;
  });
  const labels = { truth: [...truth], freshTruth: [...outer.truth] };
  return { task, metric: metric.name, ...labels, answers };
}

function rounded(values: Float64Array | undefined): readonly number[] {
  return Array.from(values ?? [], (value) => Number(value.toPrecision(7)));
}

/** The training file. */
function recordsOf({ name: set, sep: delimiter, encoding }: Dataset) {
  const text = readFileSync(fileOf(set, 'train'), encoding === 'utf-8' ? 'utf8' : 'latin1');
  const rows = parse(text, { delimiter, relax_column_count: true, bom: true }) as string[][];
  const head = readingOptions(set).length > 0 ? [] : rows.splice(0, 1);
  return { head, rows };
}

/** As many rows as are wanted, in their order. */
function sampled(set: string, rows: readonly string[][], most: number): readonly string[][] {
  const order = Int32Array.from(rows, (_, row) => row);
  shuffle(randomStream('portfolio', set), order);
  return [...order.slice(0, most).sort()].map((row) => rows[row] ?? []);
}
