import type { Params } from '../space/search-space.js';

/** A numeric hyper-parameter. Throws when the configuration lacks it. */
export function numberParam(params: Params, name: string): number {
  const value = params[name];
  if (typeof value !== 'number')
    throw new Error(`the parameter ${name} is missing or not a number`);
  return value;
}

/** A hyper-parameter that is one of these words. Throws when it is another. */
export function wordParam<T extends string>(params: Params, name: string, words: readonly T[]): T {
  const word = words.find((candidate) => candidate === params[name]);
  if (word === undefined)
    throw new Error(`the parameter ${name} must be one of ${words.join(', ')}`);
  return word;
}
