import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PortfolioScores, portfolioWithout } from '../portfolio/portfolio-scores.js';
import type { Dataset } from './datasets.js';

/** A way to call `autofit fit`. */
export interface Contender {
  readonly about: string;
  readonly options: (dataset: Dataset) => readonly string[];
}

/** Fitted on one core, on four fifths of the rows, judged by the last one: as the prototype was. */
const ONE_FOLD = ['--trials', '1', '--folds', '1', '--holdout', '0.2', '--workers', '1'];

/** Twice the prototype's time: 10 s below 5,000 rows, else 22 s, on one core. */
function twicePrototype({ rows }: Dataset): string {
  return rows < 5000 ? '20s' : '44s';
}

const SCORES = new URL('../portfolio/scores.json', import.meta.url).pathname;
const BALANCED = new URL('../../presets/balanced.json', import.meta.url).pathname;

/** A file of the default preset, but with a portfolio that has not seen the data set. */
export function unseeing({ name }: Dataset): string {
  const folder = mkdtempSync(join(tmpdir(), 'autofit-bench-'));
  const scores = JSON.parse(readFileSync(SCORES, 'utf8')) as PortfolioScores;
  const portfolio = join(folder, 'portfolio.json');
  writeFileSync(portfolio, JSON.stringify(portfolioWithout(scores, name)));
  const preset = join(folder, 'preset.json');
  const balanced = JSON.parse(readFileSync(BALANCED, 'utf8')) as object;
  writeFileSync(preset, JSON.stringify({ ...balanced, portfolio }));
  return preset;
}

function searched(seconds: number, models: readonly string[] = []): Contender {
  const about = models.length > 0 ? models.join(', ') : 'the default preset';
  return {
    about: `${about} for ${seconds} s on two cores, with a portfolio of the other data sets`,
    options: (dataset) => [
      ...['--preset', unseeing(dataset)],
      ...['--time-limit', `${seconds}s`],
      ...(models.length > 0 ? ['--models', models.join()] : []),
    ],
  };
}

/** A shipped preset; of `best` the portfolio has seen these tables' validation rows, never their test rows. */
function preset(name: string, seconds: number): Contender {
  return {
    about: `the preset ${name} for ${seconds} s on two cores`,
    options: () => ['--preset', name, '--time-limit', `${seconds}s`],
  };
}

function alone(family: string): Contender {
  return {
    about: `the first configuration of ${family} alone, one fold, one core, twice the prototype's time`,
    options: (dataset) => [
      ...ONE_FOLD,
      '--models',
      family,
      '--time-limit',
      twicePrototype(dataset),
    ],
  };
}

export const CONTENDERS: Readonly<Record<string, Contender>> = {
  constant: { about: 'the baseline', options: () => ['--models', 'constant', '--trials', '1'] },
  linear: alone('linear'),
  mlp: alone('mlp'),
  tabm: alone('tabm'),
  realmlp: alone('realmlp'),
  'boosted-trees': alone('boosted-trees'),
  'nets-60s': searched(60, ['linear', 'mlp', 'tabm', 'realmlp']),
  'trees-60s': searched(60, ['boosted-trees', 'random-forest', 'extra-trees']),
  'fast-10s': preset('fast', 10),
  'interpretable-10s': preset('interpretable', 10),
  'lecture-10s': preset('lecture', 10),
  'best-60s': preset('best', 60),
  'search-10s': searched(10),
  'search-60s': searched(60),
  'search-600s': searched(600),
};
