import { readFileSync } from 'node:fs';
import { familyNames } from '../models/families.js';
import type { FamilySpace } from '../search/samplers/sampler.js';
import type { Params, SearchSpace } from '../space/search-space.js';
import { shareAt } from '../space/unit-cube.js';
import type { TrialConfig } from '../trial/trial.js';
import { AutofitError, errorMessage, within } from '../util/errors.js';
import { checkFamilies, checkParams } from './check-families.js';
import { familySpace } from './family-space.js';
import type { FitOptions } from './fit-options.js';
import type { PresetOptions } from './preset.js';
import { portfolioFile } from './shipped-presets.js';

/** The families to search, each with the changes that options make to it; those that are `named` on tables of any size. */
export function resolveFamilies(
  { models = [], families = {} }: Pick<PresetOptions, 'models' | 'families'>,
  named: readonly string[] = [],
): FamilySpace[] {
  if (models.length === 0) throw noModels();
  checkFamilies({ families });
  const searched = models.filter((name) => name !== 'constant');
  return searched.map((name) => {
    const family = familySpace(name);
    const { defaults, space } = families[name] ?? {};
    return {
      ...family,
      defaults: { ...family.defaults, ...defaults },
      space: { ...family.space, ...space },
      largestTable: named.includes(name) ? undefined : family.largestTable,
    };
  });
}

/** What is to be said of changes to families that are not searched. */
export function unusedFamilies(
  told: FitOptions['families'] = {},
  searched: readonly FamilySpace[],
): readonly string[] {
  const unused = Object.keys(told).filter((name) => searched.every((own) => own.family !== name));
  return unused.map(
    (name) => `\`families\` changes ${name}, which is not searched: it changes nothing`,
  );
}

function noModels(): AutofitError {
  return new AutofitError('NO_MODELS', '`models` names no model family: there is nothing to fit.', {
    hint: `Name at least one of: ${familyNames.join(', ')}; or leave it out for those of the preset.`,
  });
}

/** Of a portfolio that opens a search so many are trained on all folds, whatever the scheduler; others may be screened. */
const OPENING = 8;

/** What a search begins with: `enqueued` and `first` are trained on all folds, `portfolio` comes next. */
export interface Beginning {
  readonly enqueued: readonly TrialConfig[];
  readonly first: readonly TrialConfig[];
  readonly portfolio: readonly TrialConfig[];
}

/**
 * Those that were enqueued, then the first configuration of each family and the portfolio; or, where that opens, the portfolio
 * and then what it lacks of them.
 */
export async function resolveBeginning(
  { enqueue = [], portfolio: named }: Pick<FitOptions, 'enqueue' | 'portfolio'>,
  families: readonly FamilySpace[],
  opening: 'families' | 'portfolio',
  told: FitOptions['families'] = {},
): Promise<Beginning> {
  const asked =
    typeof enqueue === 'string'
      ? await readConfigs(enqueue, families)
      : within('enqueue', () => completed(enqueue, families));
  // The baseline runs anyway.
  const enqueued = asked.filter(({ family }) => family !== 'constant');
  const ofFamilies = families.map(({ family, defaults }) => ({ family, params: defaults }));
  const portfolio = await resolvePortfolio(named, families, told);
  return opening === 'families' || portfolio.length === 0
    ? { enqueued, first: ofFamilies, portfolio }
    : {
        enqueued,
        first: portfolio.slice(0, OPENING),
        portfolio: [...portfolio.slice(OPENING), ...ofFamilies],
      };
}

/** The configurations of a portfolio, one that is shipped or a file, that are of these families and lie in the spaces that were told. */
async function resolvePortfolio(
  portfolio: string | undefined,
  families: readonly FamilySpace[],
  told: NonNullable<FitOptions['families']>,
): Promise<readonly TrialConfig[]> {
  if (portfolio === undefined) return [];
  const configs = await readConfigs(portfolioFile(portfolio) ?? portfolio, families);
  return configs.filter(
    (config) =>
      families.some((own) => own.family === config.family) &&
      liesIn(told[config.family]?.space ?? {}, config),
  );
}

function liesIn(space: SearchSpace, { params }: TrialConfig): boolean {
  return Object.entries(space).every(([name, distribution]) => {
    const value = params[name];
    return value === undefined || shareAt(distribution, value) !== undefined;
  });
}

/** Each with its family's defaults for what it leaves open. */
function completed(
  configs: readonly TrialConfig[],
  families: readonly FamilySpace[],
): readonly TrialConfig[] {
  return configs.map(({ family: name, params }, i) => {
    const family = within(`${i}.family`, () => familySpace(name));
    checkParams(`${i}.params`, family, params);
    const { defaults } = families.find((own) => own.family === name) ?? family;
    return { family: name, params: { ...defaults, ...params } };
  });
}

/** One configuration or a list of them, as JSON: `{ "family": "mlp", "params": { "depth": 2 } }`. */
async function readConfigs(
  file: string,
  families: readonly FamilySpace[],
): Promise<readonly TrialConfig[]> {
  const { configsSchema } = await import('./configs-schema.js');
  const checked = configsSchema.safeParse(readJson(file));
  if (checked.success) {
    const configs = checked.data.map(({ family, params }) => ({
      family,
      params: params as Params,
    }));
    return within(file, () => completed(configs, families), { file });
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
