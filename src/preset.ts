import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EnsembleOptions } from './ensemble/select-ensemble.js';
import type { SamplerName } from './search/samplers/samplers.js';
import type { SchedulerName } from './search/schedulers/schedulers.js';
import type { Params, SearchSpace } from './space/search-space.js';
import type { FoldOptions } from './trial/folds.js';
import { AutofitError, errorMessage } from './util/errors.js';
import { nearestName } from './util/nearest-name.js';

/** Changes to a family's first configuration and its search space, parameter by parameter. */
export interface FamilyOptions {
  readonly defaults?: Params | undefined;
  readonly space?: SearchSpace | undefined;
}

/** The options that a preset may set. */
export interface PresetOptions extends FoldOptions {
  /** Model families to search. @default those of the preset */
  readonly models?: readonly string[] | undefined;
  /** @default those of the preset */
  readonly families?: Readonly<Record<string, FamilyOptions>> | undefined;
  /** The metric that decides. @default log_loss for classes, rmse for numbers */
  readonly metric?: string | undefined;
  /** What chooses configurations after the first ones. @default 'random' */
  readonly sampler?: SamplerName | undefined;
  /** What ends trials early that are worse than others. @default 'none' */
  readonly scheduler?: SchedulerName | undefined;
  readonly ensemble?:
    | { readonly [K in keyof EnsembleOptions]?: EnsembleOptions[K] | undefined }
    | undefined;
}

export interface Preset extends PresetOptions {
  readonly description: string;
}

export interface PresetSummary {
  readonly name: string;
  readonly description: string;
}

const FOLDER = fileURLToPath(new URL('../presets', import.meta.url));

/** The presets that come with autofit. */
export function listPresets(): readonly PresetSummary[] {
  return presetNames().map((name) => {
    const { description } = readJson(join(FOLDER, `${name}.json`)) as Preset;
    return { name, description };
  });
}

/** The preset of this name, or of a JSON file. Throws an AutofitError that gives the path of a wrong field. */
export async function readPreset(name: string): Promise<Preset> {
  const shipped = presetNames().includes(name);
  if (!shipped && !(name.endsWith('.json') && existsSync(name))) {
    const names = presetNames();
    const nearest = nearestName(name, names);
    throw new AutofitError('NO_PRESET', `There is no preset "${name}".`, {
      hint: `${nearest ? `Did you mean "${nearest}"? ` : ''}The presets are: ${names.join(', ')}; or name a JSON file.`,
    });
  }
  const path = shipped ? join(FOLDER, `${name}.json`) : name;
  const { presetSchema } = await import('./preset-schema.js');
  const checked = presetSchema.safeParse(readJson(path));
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const field = issue?.path.join('.') || 'the file';
  throw new AutofitError('BAD_PRESET', `${path}: ${field}: ${issue?.message}.`, { file: path });
}

function presetNames(): string[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
  return files.map((file) => basename(file, '.json')).sort();
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (thrown) {
    throw new AutofitError('BAD_PRESET', `${path} is not JSON: ${errorMessage(thrown)}.`, {
      file: path,
    });
  }
}
