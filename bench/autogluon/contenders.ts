import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unseeing } from '../quality/contenders.js';
import { type Dataset, metricOf, readingOptions } from '../quality/datasets.js';
import { autofit } from '../quality/run-autofit.js';
import type { SideResult } from './side-result.js';
import { type SplitFiles, splitFiles } from './split-files.js';

export interface Job {
  readonly dataset: Dataset;
  readonly seed: number;
  readonly seconds: number;
  readonly split: string;
  readonly commit: string;
}

type Outcome = Omit<SideResult, 'contender'>;

const FOLDER = new URL('.', import.meta.url).pathname;
const LIBRARY = new URL('../../dist/index.js', import.meta.url).pathname;
const PYTHON = join(FOLDER, '.venv', 'bin', 'python');
/** Rows that are predicted at least, for the rows a second. */
const LEAST_ROWS = 10_000;
const run = promisify(execFile);

export const CONTENDERS: Readonly<Record<string, (job: Job) => Promise<Outcome>>> = {
  autofit: (job) => onFiles(job, ours),
  'autogluon-best': (job) => onFiles(job, peer('best_quality')),
  'autogluon-medium': (job) => onFiles(job, peer('medium_quality')),
  flaml: (job) => onFiles(job, peer('flaml')),
};

type Runner = (
  job: Job,
  files: SplitFiles,
) => Promise<Omit<Outcome, 'set' | 'seed' | 'split' | 'seconds' | 'commit'> & { seconds?: number }>;

async function onFiles(job: Job, runner: Runner): Promise<Outcome> {
  const { dataset, seed, split, commit } = job;
  const files = splitFiles(dataset, split);
  const started = performance.now();
  const result = await runner(job, files);
  const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
  return { set: dataset.name, seed, split, commit, seconds, ...result };
}

const ours: Runner = async ({ dataset, seed, seconds }, { train, test }) => {
  const { name, label } = dataset;
  const metric = metricOf(dataset);
  const out = mkdtempSync(join(tmpdir(), 'autofit-bench-'));
  const started = performance.now();
  const fit = await autofit([
    ...['fit', train, '--label', label, ...readingOptions(name), '--out', out, '--metric', metric],
    ...['--json', '--quiet', '--seed', `${seed}`, '--time-limit', `${seconds}s`],
    ...['--preset', unseeing(dataset)],
  ]);
  const wall = Number(((performance.now() - started) / 1000).toFixed(1));
  const evaluated = await autofit(['evaluate', out, test, '--metric', metric, '--json', '--quiet']);
  const { metrics } = evaluated.report as { metrics: Record<string, number> };
  const { leaderboard } = fit.report as {
    leaderboard: readonly { readonly family: string; readonly weight: number | null }[];
  };
  const members = leaderboard.filter(({ family, weight }) => family !== 'ensemble' && weight);
  const result = {
    test: metrics[metric] ?? Number.NaN,
    seconds: wall,
    fitSeconds: wall,
    peakMemory: fit.peakMemory,
    modelBytes: statSync(join(out, 'model.safetensors')).size,
    rowsPerSecond: await rowsPerSecond(out, test),
    models: members.length,
  };
  rmSync(out, { recursive: true });
  return result;
};

/** Reads the file that often that there are rows enough, as a peer that has them in memory does not need to. */
async function rowsPerSecond(model: string, file: string): Promise<number> {
  const { loadPredictor } = (await import(LIBRARY)) as typeof import('../../src/index.js');
  const predictor = await loadPredictor(model);
  const rows = (await predictor.predict(file)).length;
  const times = Math.ceil(LEAST_ROWS / rows);
  const started = performance.now();
  for (let time = 0; time < times; time++) await predictor.predict(file);
  return Math.round((1000 * times * rows) / (performance.now() - started));
}

function peer(preset: string): Runner {
  return async ({ dataset, seed, seconds }, { train, test }) => {
    if (!existsSync(PYTHON)) throw new Error('run node bench/autogluon/install.mjs first');
    const args = [join(FOLDER, 'peer.py'), preset, `${seconds}`, `${seed}`, train, test];
    const { stdout } = await run(PYTHON, [...args, JSON.stringify(dataset)], {
      maxBuffer: 2 ** 28,
    });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Awaited<ReturnType<Runner>>;
  };
}
