import { fit } from '../../src/fit/fit.js';
import { loadState } from '../../src/predictor/load-state.js';
import type { PredictorState } from '../../src/predictor/predictor-state.js';
import type { Row } from '../../src/table/flat-row.js';
import { randomStream } from '../../src/util/random.js';

/** Networks are trained shortly: how long they answer does not hang on that. Trees have their usual number. */
const FAMILIES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  mlp: { epochs: 2 },
  realmlp: { epochs: 2 },
  tabm: { epochs: 2 },
  'boosted-trees': { rounds: 300, patience: 300 },
  'random-forest': { trees: 200 },
  neighbours: {},
  'elastic-net': {},
};
const LEVELS = [2, 5, 12, 60];

/** Rows of twelve columns of numbers and four of levels; `y` is a number. */
export function servingRows(count: number, seed = 0): Row[] {
  const random = randomStream(seed, 'bench:serving');
  return Array.from({ length: count }, () => {
    const numbers = Array.from({ length: 12 }, () => random.normal());
    const levels = LEVELS.map((levels) => random.integer(levels));
    const [a = 0, b = 0, c = 0] = numbers;
    const y = Math.sin(2 * a) + b + 0.5 * b * c + 0.1 * (levels[1] ?? 0) + 0.3 * random.normal();
    const cells = [
      ...numbers.map((value, i) => [`n${i}`, value]),
      ...levels.map((level, i) => [`c${i}`, `level ${level}`]),
    ];
    return { ...Object.fromEntries(cells), y };
  });
}

/** A predictor of five models for each family, one a fold. */
export async function familyStates(): Promise<ReadonlyMap<string, PredictorState>> {
  const rows = servingRows(2000);
  const states = new Map<string, PredictorState>();
  for (const [family, params] of Object.entries(FAMILIES)) {
    const fitted = await fit(rows, {
      label: 'y',
      models: [family],
      enqueue: [{ family, params }],
      folds: 5,
      trials: 1,
      workers: 1,
    });
    states.set(family, await loadState(await fitted.toBytes()));
  }
  return states;
}

/** The first of a predictor's models alone. */
export function oneModel(state: PredictorState): PredictorState {
  const members = state.members.map((member) => ({ ...member, folds: member.folds.slice(0, 1) }));
  return { ...state, members };
}

/** An ensemble of all models of these predictors. */
export function joined(states: readonly PredictorState[]): PredictorState {
  const [first] = states;
  if (!first) throw new Error('there is nothing to join');
  let next = 0;
  const members = states.flatMap((state, i) => {
    const start = next;
    next += state.preprocessors.length;
    return state.members.map((member) => ({
      ...member,
      name: `${member.name} ${i}`,
      weight: 1 / states.length,
      folds: member.folds.map((fold) => ({ ...fold, preprocessor: start + fold.preprocessor })),
    }));
  });
  const preprocessors = states.flatMap((state) => state.preprocessors);
  return { ...first, members, preprocessors };
}
