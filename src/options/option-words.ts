import { KERNELS_CHOICES } from '../engine/kernels/create-kernels.js';
import { SAMPLERS } from '../search/samplers/samplers.js';
import { SCHEDULERS } from '../search/schedulers/schedulers.js';
import { namesOf } from '../util/names-of.js';

/** The words that options take which are one of a few. */
export const OPTION_WORDS = {
  task: ['auto', 'binary', 'multiclass', 'regression', 'quantile'],
  sampler: namesOf(SAMPLERS),
  scheduler: namesOf(SCHEDULERS),
  kernels: KERNELS_CHOICES,
} as const;
