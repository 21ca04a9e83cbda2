import type { PredictorState } from './predictor-state.js';

/** Whether it is the baseline alone, which gives all rows the same answer. */
export function isBaseline({ members }: Pick<PredictorState, 'members'>): boolean {
  return members.every(({ family }) => family === 'constant');
}
