import type { Random } from '../util/random.js';
import type { Condition, Distribution, Params, ParamValue, SearchSpace } from './search-space.js';

/** Draws every parameter whose condition holds, in the order of the space. */
export function sampleParams(space: SearchSpace, random: Random): Params {
  const params: Record<string, ParamValue> = {};
  for (const [name, distribution] of Object.entries(space)) {
    const value = sampleValue(distribution, random);
    if (holds(distribution.when, params)) params[name] = value;
  }
  return params;
}

function sampleValue(distribution: Distribution, random: Random): ParamValue {
  const share = random.next();
  if (distribution.kind === 'choice') {
    const option = distribution.options[Math.floor(share * distribution.options.length)];
    if (option === undefined) throw new Error('a choice without options');
    return option;
  }
  const { low, high, log } = distribution;
  if (distribution.kind === 'uniform') return between(low, high, log, share);
  const value = between(low - 0.5, high + 0.5, log, share);
  return Math.min(high, Math.max(low, Math.round(value)));
}

function between(low: number, high: number, log: boolean | undefined, share: number): number {
  return log ? low * (high / low) ** share : low + (high - low) * share;
}

function holds(condition: Condition | undefined, params: Params): boolean {
  if (!condition) return true;
  const value = params[condition.param];
  if (value === undefined) return false;
  if (condition.atLeast !== undefined && !(Number(value) >= condition.atLeast)) return false;
  return condition.oneOf === undefined || condition.oneOf.includes(value);
}
