import type { GeneralScheduler } from './scheduler.js';

/** Trains every trial to its end. */
export const noScheduler: GeneralScheduler = { name: 'none', pauses: false, next: () => undefined };
