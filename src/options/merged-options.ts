import type { FitOptions } from './fit-options.js';
import type { PresetOptions } from './preset.js';

type Families = NonNullable<PresetOptions['families']>;

/** What is told over what the preset says: option by option, of families parameter by parameter. */
export function mergedOptions(preset: PresetOptions, told: FitOptions): FitOptions {
  const given = withoutUndefined(told);
  const { folds, holdout, ...rest } = preset;
  // Each of the two says which rows judge: what is told takes the place of either.
  const judging = given.folds ?? given.holdout;
  return {
    ...rest,
    ...(judging === undefined && withoutUndefined({ folds, holdout })),
    ...given,
    families: mergedFamilies(preset.families, given.families),
    ensemble: { ...preset.ensemble, ...withoutUndefined(given.ensemble ?? {}) },
  };
}

function mergedFamilies(preset: Families = {}, told: Families = {}): Families {
  const names = [...new Set([...Object.keys(preset), ...Object.keys(told)])];
  const merged = names.map((name) => {
    const [own, given] = [preset[name], told[name]];
    const defaults = { ...own?.defaults, ...given?.defaults };
    return [name, { defaults, space: { ...own?.space, ...given?.space } }] as const;
  });
  return Object.fromEntries(merged);
}

function withoutUndefined<T extends object>(options: T): T {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as T;
}
