import { now } from '../util/clock.js';

/** Seconds on a clock that never goes back; what is printed hangs on it, and nothing else. */
export type Clock = () => number;

export const tickClock: Clock = () => now() / 1000;
