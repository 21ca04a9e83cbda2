import { halvingScheduler } from './halving.js';
import { medianScheduler } from './median.js';
import { noScheduler } from './no-scheduler.js';
import type { GeneralScheduler } from './scheduler.js';

export const SCHEDULERS = {
  none: noScheduler,
  halving: halvingScheduler,
  median: medianScheduler,
} as const satisfies Readonly<Record<string, GeneralScheduler>>;

export type SchedulerName = keyof typeof SCHEDULERS;
