import type { GeneralSampler } from '../search/samplers/sampler.js';
import { SAMPLERS } from '../search/samplers/samplers.js';
import { gpSampler } from './gp/gp-sampler.js';

export const STUDY_SAMPLERS = {
  ...SAMPLERS,
  gp: gpSampler,
} as const satisfies Readonly<Record<string, GeneralSampler>>;

export type StudySamplerName = keyof typeof STUDY_SAMPLERS;
