import type { PredictorState } from './predictor-state.js';

/** Rows with a label, where memory was enough for some of them alone; undefined where all are its rows. */
export function chosenOf({ options }: Pick<PredictorState, 'options'>): number | undefined {
  return typeof options.chosenOf === 'number' ? options.chosenOf : undefined;
}
