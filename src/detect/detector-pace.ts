import { now } from '../util/clock.js';
import type { DetectorPace } from './train-detector.js';

/** Epochs at most: views of few pictures tell nothing new for ever. */
const MOST_EPOCHS = 300;

/** So many epochs, whatever the time. */
export function fixedPace(epochs: number, shouldStop: () => boolean): DetectorPace {
  return { epochs: () => epochs, shouldStop };
}

/** Epochs that trying a network on its part of the pictures takes as long as. */
const TRYING = 0.5;

/** As many epochs as so many seconds have beside trying, as those that are done tell: the learning rate comes down in time. */
export function timedPace(seconds: number, shouldStop: () => boolean): DetectorPace {
  const spent = stopwatch();
  return {
    epochs(done) {
      if (done === 0) return MOST_EPOCHS;
      const more = Math.floor((seconds - spent()) / (spent() / done) - TRYING);
      return Math.min(MOST_EPOCHS, done + Math.max(0, more));
    },
    shouldStop,
  };
}

/** Seconds since it was made. */
export function stopwatch(): () => number {
  const start = now();
  return () => (now() - start) / 1000;
}
