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

function fiveFolds(models: string, trials: number, limit: string): readonly string[] {
  const folds = ['--folds', '5', '--models', models];
  return [...folds, '--trials', `${trials}`, '--time-limit', limit];
}

export const CONTENDERS: Readonly<Record<string, Contender>> = {
  constant: { about: 'the baseline', options: () => ['--models', 'constant', '--trials', '1'] },
  linear: alone('linear'),
  mlp: alone('mlp'),
  tabm: alone('tabm'),
  realmlp: alone('realmlp'),
  'tabm-bag': {
    about: 'the first configuration of tabm, five folds, two cores, at most 2 min',
    options: () => fiveFolds('tabm', 1, '2m'),
  },
  nets: {
    about:
      'first configurations of all networks, five folds, greedy ensemble, two cores, at most 4 min',
    options: () => fiveFolds('linear,mlp,tabm,realmlp', 4, '4m'),
  },
  'search-20s': { about: 'the default preset for 20 s', options: () => ['--time-limit', '20s'] },
  'search-60s': { about: 'the default preset for 60 s', options: () => ['--time-limit', '60s'] },
};
