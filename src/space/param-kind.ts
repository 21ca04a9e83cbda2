import type { Distribution, Params, ParamValue, SearchSpace } from './search-space.js';

/** What values of a parameter have in common. */
export type ParamKind = 'whole number' | 'number' | 'string' | 'boolean';

/** The kind of a parameter, by its default and its own distribution; undefined for one that has neither. */
export function paramKind(
  param: string,
  defaults: Params,
  space: SearchSpace,
): ParamKind | undefined {
  const own = Object.hasOwn(space, param) ? space[param] : undefined;
  const first = Object.hasOwn(defaults, param) ? defaults[param] : undefined;
  const values = [...(first === undefined ? [] : [first]), ...(own ? extremes(own) : [])];
  const [value] = values;
  if (value === undefined) return undefined;
  if (typeof value !== 'number') return typeof value === 'string' ? 'string' : 'boolean';
  return own?.kind !== 'uniform' && values.every(Number.isInteger) ? 'whole number' : 'number';
}

/** Whether a parameter of this kind can have this value. */
export function isOfKind(kind: ParamKind, value: ParamValue): boolean {
  return kind === 'whole number' ? Number.isInteger(value) : typeof value === kind;
}

/** Values of a distribution that are of the kind of all. */
function extremes(distribution: Distribution): readonly ParamValue[] {
  if (distribution.kind === 'choice') return distribution.options;
  return [distribution.low, distribution.high];
}
