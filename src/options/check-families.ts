import { familyNamed } from '../models/families.js';
import type { FamilySpace } from '../search/samplers/sampler.js';
import { isOfKind, type ParamKind, paramKind } from '../space/param-kind.js';
import type {
  Condition,
  Distribution,
  Params,
  ParamValue,
  SearchSpace,
} from '../space/search-space.js';
import { AutofitError, within } from '../util/errors.js';
import { nearestName } from '../util/nearest-name.js';
import { familySpace, familyWords } from './family-space.js';
import { outOfBounds } from './param-bounds.js';

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

/** A parameter of a family, and the words that it can be if it is one of words. */
interface Parameter {
  readonly name: string;
  readonly kind: ParamKind;
  readonly words: readonly string[];
}

/** Throws an AutofitError with the path of what a family does not know, or of what no training could use. */
export function checkFamilies({ models = [], families = {} }: FamilyChoice): void {
  for (const [i, name] of models.entries()) within(`models.${i}`, () => familyNamed(name));
  for (const [name, { defaults = {}, space = {} }] of Object.entries(families)) {
    const place = `families.${name}`;
    const family = within(place, () => familySpace(name));
    checkParams(`${place}.defaults`, family, defaults);
    checkSpace(`${place}.space`, family, space);
  }
}

/** Throws an AutofitError with the path of a parameter that the family does not have, or that cannot have its value. */
export function checkParams(place: string, family: FamilySpace, params: Params): void {
  for (const [name, value] of Object.entries(params)) {
    const field = `${place}.${name}`;
    checkValue(field, parameterOf(field, family, name), value);
  }
}

/** Every change must fit its parameter, and what it depends on be drawn before it. */
function checkSpace(place: string, family: FamilySpace, changes: SearchSpace): void {
  const names = Object.keys({ ...family.space, ...changes });
  for (const [name, distribution] of Object.entries(changes)) {
    const field = `${place}.${name}`;
    checkDistribution(field, parameterOf(field, family, name), distribution);
    if (!distribution.when) continue;
    const before = names.slice(0, names.indexOf(name));
    checkCondition(`${field}.when`, name, family, distribution.when, before);
  }
}

function checkDistribution(field: string, parameter: Parameter, distribution: Distribution): void {
  if (distribution.kind === 'choice') {
    for (const [i, option] of distribution.options.entries()) {
      checkValue(`${field}.options.${i}`, parameter, option);
    }
    return;
  }
  const { kind } = parameter;
  const fits = kind === 'whole number' ? distribution.kind === 'integer' : kind === 'number';
  if (!fits) throw misfit(`${field}.kind`, parameter, distribution.kind);
  checkBounds(`${field}.low`, parameter, distribution.low);
  checkBounds(`${field}.high`, parameter, distribution.high);
}

function checkCondition(
  field: string,
  name: string,
  family: FamilySpace,
  { param: other, atLeast, oneOf = [] }: Condition,
  before: readonly string[],
): void {
  const parameter = parameterOf(`${field}.param`, family, other);
  if (!before.includes(other)) {
    const message = `${field}.param: ${name} cannot depend on "${other}", which does not stand before it.`;
    throw new AutofitError('BAD_PARAMETER', message, {
      hint: `It can depend on: ${before.join(', ') || 'nothing, as it is the first'}.`,
    });
  }
  if (atLeast !== undefined) checkValue(`${field}.atLeast`, parameter, atLeast);
  for (const [i, value] of oneOf.entries()) checkValue(`${field}.oneOf.${i}`, parameter, value);
}

function checkValue(field: string, parameter: Parameter, value: ParamValue): void {
  if (!isOfKind(parameter.kind, value)) throw misfit(field, parameter, value);
  if (typeof value === 'string') checkWord(field, parameter, value);
  if (typeof value === 'number') checkBounds(field, parameter, value);
}

function checkBounds(field: string, { name }: Parameter, value: number): void {
  const fault = outOfBounds(name, value);
  if (fault === undefined) return;
  throw new AutofitError('BAD_PARAMETER', `${field}: ${name} ${fault}, not ${value}.`);
}

function checkWord(field: string, { name, words }: Parameter, word: string): void {
  if (words.includes(word)) return;
  const nearest = nearestName(word, words);
  throw new AutofitError('BAD_PARAMETER', `${field}: ${name} cannot be "${word}".`, {
    hint: `${nearest ? `Did you mean "${nearest}"? ` : ''}It can be: ${words.join(', ')}.`,
  });
}

function misfit(field: string, { name, kind }: Parameter, found: ParamValue): AutofitError {
  const message = `${field}: ${name} is a ${kind}, which ${JSON.stringify(found)} is not.`;
  return new AutofitError('BAD_PARAMETER', message);
}

function parameterOf(
  field: string,
  { family, defaults, space }: FamilySpace,
  name: string,
): Parameter {
  const kind = paramKind(name, defaults, space);
  if (kind !== undefined) return { name, kind, words: familyWords(family)[name] ?? [] };
  const known = Object.keys({ ...defaults, ...space });
  const message = `${field}: The family ${family} has no parameter "${name}".`;
  throw new AutofitError('NO_PARAMETER', message, {
    hint: `Its parameters are: ${known.join(', ')}.`,
  });
}
