import { evolutionSampler } from './evolution-sampler.js';
import { randomSampler } from './random-sampler.js';
import type { GeneralSampler } from './sampler.js';
import { sobolSampler } from './sobol-sampler.js';
import { tpeSampler } from './tpe-sampler.js';

export const SAMPLERS = {
  random: randomSampler,
  sobol: sobolSampler,
  tpe: tpeSampler,
  evolution: evolutionSampler,
} as const satisfies Readonly<Record<string, GeneralSampler>>;

export type SamplerName = keyof typeof SAMPLERS;
