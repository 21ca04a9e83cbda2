import type * as library from '../index.js';
import { fitFrame, fitLine } from './fit-frame.js';
import type { View } from './view.js';

/** What of the library draws a fit; it is loaded by then. */
export type FitLibrary = Pick<typeof library, 'describeMetric' | 'firstFitState' | 'nextFitState'>;

/** A fit as its events tell of it. */
export interface FitView extends View {
  tell(event: library.ProgressEvent, seconds: number): void;
}

/** Draws what is known of a fit; metrics by the names that people give them. */
export function createFitView(
  begunAt: number,
  { describeMetric, firstFitState, nextFitState }: FitLibrary,
): FitView {
  let state = firstFitState(begunAt);
  return {
    tell(event, seconds) {
      state = nextFitState(state, event, seconds);
    },
    frame: (room, seconds) => fitFrame(state, describeMetric, room, seconds),
    line: (seconds) => fitLine(state, describeMetric, seconds),
  };
}
