import { randomForest } from '../../models/forests.js';
import type { ParamValue } from '../../space/search-space.js';
import type { Trial } from '../../trial/trial.js';
import { randomStream } from '../../util/random.js';

/** How much of what a forest of trees finds in a family's scores it finds by this parameter. */
export interface ParamImportance {
  readonly family: string;
  readonly param: string;
  /** In [0, 1]; those of a family sum to 1. */
  readonly share: number;
}

/** Fewer trials of a family tell nothing. */
const LEAST_TRIALS = 12;

/**
 * By gains of a random forest that predicts the score on the first fold, as Optuna's mean-decrease-in-impurity evaluator
 * does; parameters that never vary are left out.
 */
export function paramImportance(trials: readonly Trial[]): readonly ParamImportance[] {
  const families = new Set(trials.map(({ config }) => config.family));
  return [...families].flatMap((family) => {
    const own = trials.filter(
      ({ config, firstFoldScore }) => config.family === family && firstFoldScore !== null,
    );
    return own.length < LEAST_TRIALS ? [] : ofFamily(family, own);
  });
}

function ofFamily(family: string, trials: readonly Trial[]): readonly ParamImportance[] {
  const names = [...new Set(trials.flatMap(({ config }) => Object.keys(config.params)))];
  const varying = names.filter(
    (name) => new Set(trials.map(({ config }) => config.params[name])).size > 1,
  );
  if (varying.length === 0) return [];
  const columns = varying.map((name) => ({
    values: numbersOf(trials.map(({ config }) => config.params[name])),
  }));
  const features = varying.map((name) => ({ name, source: name }));
  const x = {
    rows: trials.length,
    blocks: [{ kind: 'raw' as const, rows: trials.length, columns, features }],
  };
  const y = ranks(trials.map(({ firstFoldScore }) => firstFoldScore ?? 0));
  const model = randomForest.train(
    { x, y },
    { ...randomForest.defaults, trees: 100 },
    {
      task: { kind: 'regression', classes: 0 },
      metric: 'rmse',
      kernels: 'auto',
      random: randomStream(0, family, 'params'),
      validation: { x, score: () => 0 },
      shouldStop: () => false,
    },
  );
  const gains = Array.from(randomForest.importance?.(model).raw ?? []);
  const all = gains.reduce((sum, gain) => sum + gain, 0);
  if (!(all > 0)) return [];
  return varying
    .map((param, i) => ({ family, param, share: (gains[i] ?? 0) / all }))
    .sort((a, b) => b.share - a.share);
}

/** Words by their place among those that occur; a parameter that a trial lacks is missing. */
function numbersOf(values: readonly (ParamValue | undefined)[]): Float64Array {
  const words = [...new Set(values.map(String))].sort();
  return Float64Array.from(values, (value) => {
    if (value === undefined) return Number.NaN;
    return typeof value === 'number' ? value : words.indexOf(String(value));
  });
}

/** One failure far off must not drown what tells the others apart. */
function ranks(scores: readonly number[]): Float32Array {
  const sorted = [...new Set(scores)].sort((a, b) => a - b);
  return Float32Array.from(
    scores,
    (score) => sorted.indexOf(score) / Math.max(1, sorted.length - 1),
  );
}
