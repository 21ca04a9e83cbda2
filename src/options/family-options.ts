import { familyNames } from '../models/families.js';
import type { FamilySpace } from '../search/samplers/sampler.js';
import type { SearchSpace } from '../space/search-space.js';
import { shareAt } from '../space/unit-cube.js';
import type { TrialConfig } from '../trial/trial.js';
import { AutofitError, within } from '../util/errors.js';
import { checkFamilies } from './check-families.js';
import { familySpace } from './family-space.js';
import type { FitOptions } from './fit-options.js';
import type { PresetOptions } from './preset.js';
import { completed, type Portfolio, readConfigs, readPortfolio } from './read-configs.js';
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

/** What a search begins with: `first` is trained on all folds, `portfolio` comes next. */
export interface Opening {
  readonly first: readonly TrialConfig[];
  readonly portfolio: readonly TrialConfig[];
}

/** Before that `enqueued` is trained on all folds; tables of many rows may have an opening of their own. */
export interface Beginning extends Opening {
  readonly enqueued: readonly TrialConfig[];
  readonly ofMany?: Opening | undefined;
}

/** From so many rows on they are many: the shipped orders were learnt on 4,000 rows and on 16,000. */
const MANY_ROWS = 10_000;

/**
 * The opening for a table of so many rows. The order for many was learnt on tables without texts, on which linear models cost
 * little and are good.
 */
export function openingFor(
  beginning: Opening & Pick<Beginning, 'ofMany'>,
  rows: number,
  hasTexts: boolean,
): Opening {
  return (rows >= MANY_ROWS && !hasTexts ? beginning.ofMany : undefined) ?? beginning;
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
  const openingOf = (portfolio: readonly TrialConfig[]): Opening =>
    opening === 'families' || portfolio.length === 0
      ? { first: ofFamilies, portfolio }
      : {
          first: portfolio.slice(0, OPENING),
          portfolio: [...portfolio.slice(OPENING), ...ofFamilies],
        };
  const { few, many } = await resolvePortfolio(named, families, told);
  return { enqueued, ...openingOf(few), ...(many && { ofMany: openingOf(many) }) };
}

/** The configurations of a portfolio, one that is shipped or a file, that are of these families and lie in the spaces that were told. */
async function resolvePortfolio(
  portfolio: string | undefined,
  families: readonly FamilySpace[],
  told: NonNullable<FitOptions['families']>,
): Promise<Portfolio> {
  if (portfolio === undefined) return { few: [] };
  const { few, many } = await readPortfolio(portfolioFile(portfolio) ?? portfolio, families);
  const fitting = (configs: readonly TrialConfig[]) =>
    configs.filter(
      (config) =>
        families.some((own) => own.family === config.family) &&
        liesIn(told[config.family]?.space ?? {}, config),
    );
  return { few: fitting(few), ...(many && { many: fitting(many) }) };
}

function liesIn(space: SearchSpace, { params }: TrialConfig): boolean {
  return Object.entries(space).every(([name, distribution]) => {
    const value = params[name];
    return value === undefined || shareAt(distribution, value) !== undefined;
  });
}
