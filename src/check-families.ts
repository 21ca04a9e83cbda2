import { familyNamed } from './models/families.js';
import type { FamilySpace } from './search/samplers/sampler.js';
import { isOfKind, type ParamKind, paramKind } from './space/param-kind.js';
import type {
  Condition,
  Distribution,
  Params,
  ParamValue,
  SearchSpace,
} from './space/search-space.js';
import { AutofitError, within } from './util/errors.js';
import { wholeFamily } from './whole-family.js';

/** Changes to a family's first configuration and its search space, parameter by parameter. */
export interface FamilyOptions {
  readonly defaults?: Params | undefined;
  readonly space?: SearchSpace | undefined;
}

/** The families to search, and what is changed of them. */
interface FamilyChoice {
  readonly models?: readonly string[] | undefined;
  readonly families?: Readonly<Record<string, FamilyOptions>> | undefined;
}

/** Throws an AutofitError with the path of what a family does not know, or of what no training could use. */
export function checkFamilies({ models = [], families = {} }: FamilyChoice): void {
  for (const [i, name] of models.entries()) within(`models.${i}`, () => familyNamed(name));
  for (const [name, { defaults = {}, space = {} }] of Object.entries(families)) {
    const place = `families.${name}`;
    const family = within(place, () => wholeFamily(name));
    checkParams(`${place}.defaults`, family, defaults);
    checkSpace(`${place}.space`, family, space);
  }
}

/** Throws an AutofitError with the path of a parameter that the family does not have, or that is of another kind. */
export function checkParams(place: string, family: FamilySpace, params: Params): void {
  for (const [param, value] of Object.entries(params)) {
    const field = `${place}.${param}`;
    checkValue(field, param, kindOf(field, family, param), value);
  }
}

/** Every change must fit its parameter, and what it depends on be drawn before it. */
function checkSpace(place: string, family: FamilySpace, changes: SearchSpace): void {
  const names = Object.keys({ ...family.space, ...changes });
  for (const [param, distribution] of Object.entries(changes)) {
    const field = `${place}.${param}`;
    checkDistribution(field, param, kindOf(field, family, param), distribution);
    if (!distribution.when) continue;
    const before = names.slice(0, names.indexOf(param));
    checkCondition(`${field}.when`, param, family, distribution.when, before);
  }
}

function checkDistribution(
  field: string,
  param: string,
  kind: ParamKind,
  distribution: Distribution,
): void {
  if (distribution.kind === 'choice') {
    for (const [i, option] of distribution.options.entries()) {
      checkValue(`${field}.options.${i}`, param, kind, option);
    }
    return;
  }
  const fits = kind === 'whole number' ? distribution.kind === 'integer' : kind === 'number';
  if (!fits) throw misfit(`${field}.kind`, param, kind, distribution.kind);
}

function checkCondition(
  field: string,
  param: string,
  family: FamilySpace,
  { param: other, atLeast, oneOf = [] }: Condition,
  before: readonly string[],
): void {
  const kind = kindOf(`${field}.param`, family, other);
  if (!before.includes(other)) {
    const message = `${field}.param: ${param} cannot depend on "${other}", which does not stand before it.`;
    throw new AutofitError('BAD_PARAMETER', message, {
      hint: `It can depend on: ${before.join(', ') || 'nothing, as it is the first'}.`,
    });
  }
  if (atLeast !== undefined) checkValue(`${field}.atLeast`, other, kind, atLeast);
  for (const [i, value] of oneOf.entries()) checkValue(`${field}.oneOf.${i}`, other, kind, value);
}

function checkValue(field: string, param: string, kind: ParamKind, value: ParamValue): void {
  if (!isOfKind(kind, value)) throw misfit(field, param, kind, value);
}

function misfit(field: string, param: string, kind: ParamKind, found: ParamValue): AutofitError {
  const message = `${field}: ${param} is a ${kind}, which ${JSON.stringify(found)} is not.`;
  return new AutofitError('BAD_PARAMETER', message);
}

function kindOf(field: string, { family, defaults, space }: FamilySpace, param: string): ParamKind {
  const kind = paramKind(param, defaults, space);
  if (kind !== undefined) return kind;
  const known = Object.keys({ ...defaults, ...space });
  const message = `${field}: The family ${family} has no parameter "${param}".`;
  throw new AutofitError('NO_PARAMETER', message, {
    hint: `Its parameters are: ${known.join(', ')}.`,
  });
}
