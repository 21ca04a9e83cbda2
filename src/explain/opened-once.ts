import type { MemberPredictions } from '../predictor/open-members.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import type { Asked } from './contributions.js';

/** Models are loaded once for all questions. */
export function openedOnce(open: Asked['open']): Asked['open'] {
  const opened = new Map<PredictorState, MemberPredictions>();
  return (state) => {
    const own = opened.get(state) ?? open(state);
    opened.set(state, own);
    return own;
  };
}
