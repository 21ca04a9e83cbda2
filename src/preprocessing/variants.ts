import type { ModelInputs } from '../matrix/model-inputs.js';
import { PLACE_FEATURES } from './place-features.js';
import {
  LEVEL_ENCODINGS,
  type PreprocessingOptions,
  type Variant,
  variantDefaults,
} from './preprocessing-options.js';
import { SCALINGS } from './scalers.js';
import { SELECTIONS } from './select-columns.js';
import { TARGET_SCALES } from './target.js';
import { TEXT_FEATURES } from './text-features.js';

/** What the search draws from; others can be named in a preset. */
export const variantSpace = {
  scaling: { kind: 'choice', options: ['standard', 'robust', 'quantile', 'yeo-johnson'] },
  levels: { kind: 'choice', options: ['auto', 'target'] },
  selection: { kind: 'choice', options: ['all', 'probe'] },
  targetScale: { kind: 'choice', options: ['plain', 'log'] },
  places: { kind: 'choice', options: ['axes', 'all'] },
} as const;

/** The options with the choices that a trial's configuration names. Throws for a choice that there is not. */
export function withVariant(
  options: PreprocessingOptions,
  params: Readonly<Record<string, unknown>>,
): PreprocessingOptions {
  const chosen = <T extends string>(name: keyof Variant, choices: readonly T[]): T => {
    const value = params[name] ?? variantDefaults[name];
    const found = choices.find((choice) => choice === value);
    if (found === undefined) throw new Error(`${name} must be one of ${choices.join(', ')}`);
    return found;
  };
  const places = chosen('places', PLACE_FEATURES);
  const texts = chosen('texts', TEXT_FEATURES);
  return {
    ...options,
    ...(places !== 'axes' && { places }),
    ...(texts !== 'common' && { texts }),
    scaling: chosen('scaling', SCALINGS),
    levels: chosen('levels', LEVEL_ENCODINGS),
    targetScale: chosen('targetScale', TARGET_SCALES),
    selection: { ...options.selection, selection: chosen('selection', SELECTIONS) },
  };
}

/** What a fitted preprocessor hangs on, besides the table: equal keys mean equal preprocessors. */
export function preparationKey(
  fold: number,
  inputs: ModelInputs,
  options: PreprocessingOptions,
): string {
  return JSON.stringify([fold, inputs, options]);
}
