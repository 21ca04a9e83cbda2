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
  'nets-60s': {
    about: 'networks and linear models, searched for 60 s on two cores',
    options: () => ['--models', 'linear,mlp,tabm,realmlp', '--time-limit', '60s'],
  },
  'trees-60s': {
    about: 'boosted trees and forests, searched for 60 s on two cores',
    options: () => ['--models', 'boosted-trees,random-forest,extra-trees', '--time-limit', '60s'],
  },
  'search-20s': { about: 'the default preset for 20 s', options: () => ['--time-limit', '20s'] },
  'search-60s': { about: 'the default preset for 60 s', options: () => ['--time-limit', '60s'] },
};
