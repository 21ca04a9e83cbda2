import { log } from '../util/elementary/log.js';
import { pow } from '../util/elementary/pow.js';
import type { Condition, Distribution, Params, ParamValue, SearchSpace } from './search-space.js';

/** The parameters at a point of the unit cube: a share in [0, 1) for every parameter whose condition holds. */
export function paramsAt(space: SearchSpace, shareOf: (name: string) => number): Params {
  const params: Record<string, ParamValue> = {};
  for (const [name, distribution] of Object.entries(space)) {
    const value = valueAt(distribution, shareOf(name));
    if (holds(distribution.when, params)) params[name] = value;
  }
  return params;
}

/** The value at a share of the distribution's mass below it. */
export function valueAt(distribution: Distribution, share: number): ParamValue {
  if (distribution.kind === 'choice') {
    const option = distribution.options[Math.floor(share * distribution.options.length)];
    if (option === undefined) throw new Error('a choice without options');
    return option;
  }
  const { low, high, log } = distribution;
  const value =
    distribution.kind === 'uniform'
      ? between(low, high, log, share)
      : Math.round(between(low - 0.5, high + 0.5, log, share));
  return Math.min(high, Math.max(low, value));
}

/** The share at which a value lies, the middle of those that give it; undefined for one outside of the distribution. */
export function shareAt(distribution: Distribution, value: ParamValue): number | undefined {
  if (distribution.kind === 'choice') {
    const { options } = distribution;
    const place = options.indexOf(value);
    return place < 0 ? undefined : (place + 0.5) / options.length;
  }
  const { kind, low, high, log: isLogarithmic } = distribution;
  if (typeof value !== 'number' || value < low || value > high) return undefined;
  const [from, to] = kind === 'integer' ? [low - 0.5, high + 0.5] : [low, high];
  if (from === to) return 0.5;
  const share = isLogarithmic ? log(value / from) / log(to / from) : (value - from) / (to - from);
  return Math.min(1 - Number.EPSILON, Math.max(0, share));
}

function between(low: number, high: number, log: boolean | undefined, share: number): number {
  return log ? low * pow(high / low, share) : low + (high - low) * share;
}

/** Whether a parameter of this condition is there beside these. */
export function holds(condition: Condition | undefined, params: Params): boolean {
  if (!condition) return true;
  const value = params[condition.param];
  if (value === undefined) return false;
  if (condition.atLeast !== undefined && !(Number(value) >= condition.atLeast)) return false;
  return condition.oneOf === undefined || condition.oneOf.includes(value);
}
