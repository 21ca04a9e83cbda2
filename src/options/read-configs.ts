import { readFileSync } from 'node:fs';
import type { ZodType } from 'zod';
import type { FamilySpace } from '../search/samplers/sampler.js';
import type { Params } from '../space/search-space.js';
import type { TrialConfig } from '../trial/trial.js';
import { AutofitError, errorMessage, within } from '../util/errors.js';
import { parseJson } from '../util/parse-json.js';
import { checkParams } from './check-families.js';
import type { ReadConfig } from './configs-schema.js';
import { familySpace } from './family-space.js';

/** Configurations in their order; tables of many rows may have another. */
export interface Portfolio {
  readonly few: readonly TrialConfig[];
  readonly many?: readonly TrialConfig[];
}

/** Each with its family's defaults for what it leaves open. */
export function completed(
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
export async function readConfigs(
  file: string,
  families: readonly FamilySpace[],
): Promise<readonly TrialConfig[]> {
  const { configsSchema } = await import('./configs-schema.js');
  const value = readJson(file);
  return completedIn(
    checkedBy(configsSchema, Array.isArray(value) ? value : [value], file),
    file,
    families,
  );
}

/** As configurations, or an order for tables of few rows and one for those of many: `{ "few": […], "many": […] }`. */
export async function readPortfolio(
  file: string,
  families: readonly FamilySpace[],
): Promise<Portfolio> {
  const value = readJson(file);
  if (typeof value !== 'object' || value === null || !('few' in value)) {
    return { few: await readConfigs(file, families) };
  }
  const { portfolioSchema } = await import('./configs-schema.js');
  const { few, many } = checkedBy(portfolioSchema, value, file);
  return { few: completedIn(few, file, families), many: completedIn(many, file, families) };
}

function checkedBy<T>(schema: ZodType<T>, value: unknown, file: string): T {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const field = issue?.path.join('.') || 'the file';
  throw new AutofitError('BAD_CONFIG', `${file}: ${field}: ${issue?.message}.`, { file });
}

function completedIn(
  configs: readonly ReadConfig[],
  file: string,
  families: readonly FamilySpace[],
): readonly TrialConfig[] {
  const own = configs.map(({ family, params }) => ({ family, params: params as Params }));
  return within(file, () => completed(own, families), { file });
}

function readJson(file: string): unknown {
  try {
    return parseJson(readFileSync(file, 'utf8'));
  } catch (thrown) {
    throw new AutofitError('BAD_CONFIG', `${file} cannot be read: ${errorMessage(thrown)}.`, {
      file,
      hint: 'It holds a configuration as JSON: { "family": "mlp", "params": { "depth": 2 } }.',
    });
  }
}
