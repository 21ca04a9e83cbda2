import type { GeneralSampler } from '../search/samplers/sampler.js';
import { SAMPLERS } from '../search/samplers/samplers.js';

export const STUDY_SAMPLERS = {
  ...SAMPLERS,
} as const satisfies Readonly<Record<string, GeneralSampler>>;

export type StudySamplerName = keyof typeof STUDY_SAMPLERS;
