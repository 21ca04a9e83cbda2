import type { Scheduler } from './scheduler.js';

/** Trains every trial to its end. */
export const noScheduler: Scheduler = { name: 'none', pauses: false, next: () => undefined };
