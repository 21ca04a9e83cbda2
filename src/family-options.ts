import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { familyNamed } from './models/families.js';
import { variantDefaults } from './preprocessing/preprocessing-options.js';
import { variantSpace } from './preprocessing/variants.js';
import type { PresetOptions } from './preset.js';
import type { FamilySpace } from './search/samplers/sampler.js';
import type { Params } from './space/search-space.js';
import { classWeightDefaults, classWeightSpace } from './trial/class-weights.js';
import type { TrialConfig } from './trial/trial.js';
import { AutofitError, errorMessage } from './util/errors.js';

/** What every family has besides its own parameters. */
const commonDefaults = { ...variantDefaults, ...classWeightDefaults };

/** The families to search, each with the changes that options make to it. */
export function resolveFamilies({ models = [], families = {} }: PresetOptions): FamilySpace[] {
  const searched = models.filter((name) => name !== 'constant');
  for (const name of Object.keys(families)) familyNamed(name);
  return searched.map((name) => {
    const { lengths, rungs, ...family } = familyNamed(name);
    const { defaults, space } = families[name] ?? {};
    checkParams(name, { ...defaults, ...space });
    return {
      family: name,
      defaults: { ...commonDefaults, ...family.defaults, ...defaults },
      space: { ...variantSpace, ...classWeightSpace, ...family.space, ...space },
      lengths,
      rungs,
    };
  });
}

const PORTFOLIO = fileURLToPath(new URL('../presets/portfolio.json', import.meta.url));

/** The configurations to begin with: those that were enqueued, then the first one of each family. */
export async function resolveFirst(
  enqueue: string | readonly TrialConfig[],
  families: readonly FamilySpace[],
): Promise<readonly TrialConfig[]> {
  const given = typeof enqueue === 'string' ? await readConfigs(enqueue) : enqueue;
  const own = families.map(({ family, defaults }) => ({ family, params: defaults }));
  return [...given.map((config) => completed(config, families)), ...own];
}

/** The configurations of a portfolio, `shipped` or a file, that are of these families. */
export async function resolvePortfolio(
  portfolio: string | undefined,
  families: readonly FamilySpace[],
): Promise<readonly TrialConfig[]> {
  if (portfolio === undefined) return [];
  const configs = await readConfigs(portfolio === 'shipped' ? PORTFOLIO : portfolio);
  return configs
    .filter(({ family }) => families.some((own) => own.family === family))
    .map((config) => completed(config, families));
}

/** With its family's defaults for what it leaves open. */
function completed({ family, params }: TrialConfig, families: readonly FamilySpace[]): TrialConfig {
  checkParams(family, params);
  const known = families.find((own) => own.family === family)?.defaults;
  const defaults = known ?? { ...commonDefaults, ...familyNamed(family).defaults };
  return { family, params: { ...defaults, ...params } };
}

function checkParams(family: string, params: Readonly<Record<string, unknown>>): void {
  const { defaults, space } = familyNamed(family);
  const known = new Set([commonDefaults, defaults, space].flatMap((own) => Object.keys(own)));
  const wrong = Object.keys(params).find((param) => !known.has(param));
  if (wrong === undefined) return;
  throw new AutofitError('NO_PARAMETER', `The family ${family} has no parameter "${wrong}".`, {
    hint: `Its parameters are: ${[...known].join(', ')}.`,
  });
}

/** One configuration or a list of them, as JSON: `{ "family": "mlp", "params": { "depth": 2 } }`. */
async function readConfigs(file: string): Promise<readonly TrialConfig[]> {
  const { configsSchema } = await import('./configs-schema.js');
  const checked = configsSchema.safeParse(readJson(file));
  if (checked.success) {
    return checked.data.map(({ family, params }) => ({ family, params: params as Params }));
  }
  const [issue] = checked.error.issues;
  const field = issue?.path.join('.') || 'the file';
  throw new AutofitError('BAD_CONFIG', `${file}: ${field}: ${issue?.message}.`, { file });
}

function readJson(file: string): unknown {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(value) ? value : [value];
  } catch (thrown) {
    throw new AutofitError('BAD_CONFIG', `${file} cannot be read: ${errorMessage(thrown)}.`, {
      file,
      hint: 'It holds a configuration as JSON: { "family": "mlp", "params": { "depth": 2 } }.',
    });
  }
}
