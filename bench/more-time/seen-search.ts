import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFitData } from '../../src/fit/read-fit-data.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import { resolveOptions } from '../../src/options/options.js';
import type { Trial } from '../../src/trial/trial.js';
import type { Judged } from '../../src/trial/trial-judge.js';
import type { KeptTrial } from '../../src/trial/trial-store.js';
import type { TaskShape } from '../../src/util/task-kind.js';
import { searchedModels } from '../ensemble/searched-models.js';
import { unseeing } from '../quality/contenders.js';
import { type Dataset, fileOf, metricOf, readingOptions } from '../quality/datasets.js';

/** A trial, with what it says of the rows that judged it and of fresh ones, which nothing was fitted to or chosen by. */
export interface SeenTrial extends KeptTrial {
  readonly fresh: Float64Array;
}

/** All that a search has finished, in the order in which it was begun. */
export interface SeenSearch {
  readonly trials: readonly SeenTrial[];
  readonly judged: Judged;
  readonly fresh: Judged;
}

export interface SearchKind {
  readonly seconds: number;
  readonly seed: number;
  readonly folds: number | undefined;
}

/** What is written of it; numbers as they are. */
interface Written {
  readonly task: TaskShape;
  readonly metric: string;
  readonly truth: readonly number[];
  readonly freshTruth: readonly number[];
  readonly trials: readonly {
    readonly trial: Trial;
    readonly predictions: readonly number[];
    readonly fresh: readonly number[];
  }[];
}

/** Searches with a part of the training rows set aside; what a folder has already is not searched again. */
export async function seenSearch(
  dataset: Dataset,
  kind: SearchKind,
  folder: string,
): Promise<SeenSearch> {
  mkdirSync(folder, { recursive: true });
  const { seconds, seed, folds } = kind;
  const path = join(folder, `${dataset.name}-${seconds}s-${folds ?? 'auto'}-${seed}.json`);
  if (!existsSync(path)) writeFileSync(path, JSON.stringify(await searchAnew(dataset, kind)));
  const { task, metric, truth, freshTruth, trials } = JSON.parse(
    readFileSync(path, 'utf8'),
  ) as Written;
  const labels = (values: readonly number[]) =>
    task.kind === 'regression' ? Float64Array.from(values) : Int32Array.from(values);
  const shared = { task, metric: metricNamed(metric), weights: undefined };
  return {
    judged: { ...shared, truth: labels(truth) },
    fresh: { ...shared, truth: labels(freshTruth) },
    trials: trials.map((own) => ({
      trial: own.trial,
      predictions: Float64Array.from(own.predictions),
      fresh: Float64Array.from(own.fresh),
    })),
  };
}

async function searchAnew(
  dataset: Dataset,
  { seconds, seed, folds }: SearchKind,
): Promise<Written> {
  const settings = await resolveOptions({
    label: dataset.label,
    metric: metricOf(dataset),
    preset: unseeing(dataset),
    timeLimit: `${seconds}s`,
    honest: true,
    seed,
    folds,
    header: readingOptions(dataset.name).length === 0,
  });
  const file = fileOf(dataset.name, 'train');
  const data = await readFitData(file, settings, new AbortController().signal);
  const { kept, predictions, outer } = await searchedModels(data, settings);
  const trials = kept.map((own, i) => ({
    trial: own.trial,
    predictions: [...own.predictions],
    fresh: [...(predictions[i] ?? [])],
  }));
  trials.sort((a, b) => a.trial.number - b.trial.number);
  const { task, metric, truth } = data.judge;
  const written = { task, metric: metric.name };
  return { ...written, truth: [...truth], freshTruth: [...outer.truth], trials };
}
