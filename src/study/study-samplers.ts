import type { GeneralSampler } from '../search/samplers/sampler.js';
import { SAMPLERS } from '../search/samplers/samplers.js';
import { gpSampler } from './gp/gp-sampler.js';
import { tpeSampler } from './tpe/tpe-sampler.js';

export const STUDY_SAMPLERS = {
  ...SAMPLERS,
  tpe: tpeSampler,
  gp: gpSampler,
} as const satisfies Readonly<Record<string, GeneralSampler>>;

export type StudySamplerName = keyof typeof STUDY_SAMPLERS;
