import { firstFitState, nextFitState, type ProgressEvent } from '../index.js';
import { fitFrame, fitLine } from './fit-frame.js';
import type { View } from './view.js';

/** A fit as its events tell of it. */
export interface FitView extends View {
  tell(event: ProgressEvent, seconds: number): void;
}

/** Draws what is known of a fit; metrics by the names that people give them. */
export function createFitView(
  begunAt: number,
  metricName: (name: string, direction?: 'maximize' | 'minimize') => string,
): FitView {
  let state = firstFitState(begunAt);
  return {
    tell(event, seconds) {
      state = nextFitState(state, event, seconds);
    },
    frame: (room, seconds) => fitFrame(state, metricName, room, seconds),
    line: (seconds) => fitLine(state, metricName, seconds),
  };
}
