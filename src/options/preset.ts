import { existsSync, readFileSync } from 'node:fs';
import type { EnsembleOptions } from '../ensemble/select-ensemble.js';
import type { FoldOptions } from '../folds/plan-folds.js';
import type { SamplerName } from '../search/samplers/samplers.js';
import type { SchedulerName } from '../search/schedulers/schedulers.js';
import { refuseMore } from '../util/check-arguments.js';
import { AutofitError, errorMessage, within } from '../util/errors.js';
import { nearestName } from '../util/nearest-name.js';
import { parseJson } from '../util/parse-json.js';
import { checkFamilies, type FamilyOptions } from './check-families.js';
import { fixedSince } from './fixed-since.js';
import { isFrozen, presetFile, presetNames } from './shipped-presets.js';

/** The options that a preset may set. */
export interface PresetOptions extends FoldOptions {
  /** Model families to search. @default those of the preset */
  readonly models?: readonly string[] | undefined;
  /** @default those of the preset */
  readonly families?: Readonly<Record<string, FamilyOptions>> | undefined;
  /** The metric that decides. @default log_loss for classes, rmse for numbers */
  readonly metric?: string | undefined;
  /**
   * Configurations to begin with: `shipped`, `shipped-v1`, or a JSON file of them, or of `{ "few": […], "many": […] }` by the rows of the table, many
   * from 10,000 on. @default the first ones of families alone
   */
  readonly portfolio?: string | undefined;
  /**
   * What comes first: `families`, each one's first configuration, or `portfolio`, in its order; that of a preset only where
   * neither `models` nor `families` are told besides it. @default 'families'
   */
  readonly opening?: 'families' | 'portfolio' | undefined;
  /** What chooses configurations after the first ones. @default 'tpe' */
  readonly sampler?: SamplerName | undefined;
  /** What ends trials early that are worse than others. @default 'halving' for large budgets, else 'none' */
  readonly scheduler?: SchedulerName | undefined;
  readonly ensemble?:
    | { readonly [K in keyof EnsembleOptions]?: EnsembleOptions[K] | undefined }
    | undefined;
  /** Whether the chosen models are trained anew on all rows, in place of those of the folds. @default false */
  readonly refit?: boolean | undefined;
}

export interface Preset extends PresetOptions {
  readonly description: string;
}

export interface PresetSummary {
  readonly name: string;
  readonly description: string;
}

/** The presets that come with autofit, as they are now. */
export function listPresets(): readonly PresetSummary[];
export function listPresets(...more: unknown[]): readonly PresetSummary[] {
  refuseMore('listPresets', more);
  return presetNames().map((name) => {
    const { description } = readJson(presetFile(name) ?? name) as Preset;
    return { name, description };
  });
}

/** What a model file says of its preset: a name that is shipped; where a user's own file lies changes no model. */
export function presetLabel(name: string): string {
  return presetFile(name) ? name : 'own';
}

/** The preset of this name, or of a JSON file. Throws an AutofitError that gives the path of a wrong field. */
export async function readPreset(name: string): Promise<Preset> {
  const path = presetFile(name) ?? ownFile(name);
  const { presetSchema } = await import('./preset-schema.js');
  const checked = presetSchema.safeParse(readJson(path));
  if (checked.success) {
    within(path, () => checkFamilies(checked.data), { file: path });
    const { families } = checked.data;
    return families && isFrozen(name)
      ? { ...checked.data, families: fixedSince(families) }
      : checked.data;
  }
  const [issue] = checked.error.issues;
  const field = issue?.path.join('.') || 'the file';
  throw new AutofitError('BAD_PRESET', `${path}: ${field}: ${issue?.message}.`, { file: path });
}

function ownFile(name: string): string {
  if (name.endsWith('.json') && existsSync(name)) return name;
  const names = presetNames();
  const nearest = nearestName(name, names);
  throw new AutofitError('NO_PRESET', `There is no preset "${name}".`, {
    hint: `${nearest ? `Did you mean "${nearest}"? ` : ''}The presets are: ${names.join(', ')}; or name a JSON file.`,
  });
}

function readJson(path: string): unknown {
  try {
    return parseJson(readFileSync(path, 'utf8'));
  } catch (thrown) {
    throw new AutofitError('BAD_PRESET', `${path} is not JSON: ${errorMessage(thrown)}.`, {
      file: path,
    });
  }
}
