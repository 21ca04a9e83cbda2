import type {
  Condition,
  Distribution,
  Params,
  ParamValue,
  SearchSpace,
} from '../space/search-space.js';
import { distributionSchema } from '../space/space-schema.js';
import { shareAt } from '../space/unit-cube.js';
import { AutofitError } from '../util/errors.js';
import { isRecord } from '../util/is-record.js';
import { shown } from '../util/shown.js';
import type { StudyParam, StudySpace } from './study-space.js';

/** A space without branches: what they open is conditional, and named by the way to it, as `model.tree.depth`. */
export interface FlatSpace {
  readonly space: SearchSpace;
  /** What the objective gets, by the names that the user gave. */
  toUser(flat: Params): Params;
  /** The other way round; throws an AutofitError for what does not lie in the space. */
  toFlat(user: unknown, what: string): Params;
}

/** Throws an AutofitError for what is no space. */
export function flatSpace(given: StudySpace): FlatSpace {
  const space: Record<string, Distribution> = {};
  const nameOf = new Map<string, string>();
  checkNames(given);
  const add = (own: StudySpace, prefix: string, when: Distribution['when']) => {
    for (const [name, param] of Object.entries(own)) {
      const flat = `${prefix}${name}`;
      if (Object.hasOwn(space, flat)) throw badSpace(`"${flat}" is there twice`);
      nameOf.set(flat, name);
      space[flat] = { ...plain(param), when };
      if (param.kind !== 'branches') continue;
      for (const [option, opened] of Object.entries(param.options)) {
        add(opened, `${flat}.${option}.`, { param: flat, oneOf: [option] });
      }
    }
  };
  add(given, '', undefined);
  if (nameOf.size === 0) throw badSpace('it has no parameters');
  return {
    space,
    toUser: (flat) =>
      Object.fromEntries(
        Object.entries(flat).map(([name, value]) => [nameOf.get(name) ?? name, value]),
      ),
    toFlat: (user, what) => flatParams(space, nameOf, user, what),
  };
}

function flatParams(
  space: SearchSpace,
  nameOf: ReadonlyMap<string, string>,
  user: unknown,
  what: string,
): Params {
  const wrong = (reason: string) =>
    new AutofitError('BAD_PARAMS', `${what}: ${reason}.`, {
      hint: 'Give each parameter of the space a value that lies in it.',
    });
  if (!isRecord(user)) throw wrong(`parameters must be an object, not ${shown(user)}`);
  const flat: Record<string, ParamValue> = {};
  const known = new Set<string>();
  for (const [name, distribution] of Object.entries(space)) {
    const { when } = distribution;
    if (when && !isOpen(when, flat)) continue;
    const own = nameOf.get(name) ?? name;
    const value = user[own];
    known.add(own);
    if (!lies(distribution, value)) throw wrong(`"${own}" cannot be ${shown(value)}`);
    flat[name] = value;
  }
  const unknown = Object.keys(user).find((name) => !known.has(name));
  if (unknown !== undefined) throw wrong(`there is no "${unknown}" beside the other parameters`);
  return flat;
}

function isOpen({ param, oneOf }: Condition, flat: Params): boolean {
  const value = flat[param];
  return value !== undefined && oneOf?.includes(value) === true;
}

function lies(distribution: Distribution, value: unknown): value is ParamValue {
  if (typeof value !== 'number' && typeof value !== 'string' && typeof value !== 'boolean') {
    return false;
  }
  if (distribution.kind === 'integer' && !Number.isInteger(value)) return false;
  return shareAt(distribution, value) !== undefined;
}

/** The parameter without what it opens. */
function plain(param: StudyParam): Distribution {
  if (param.kind !== 'branches') return param;
  return { kind: 'choice', options: Object.keys(param.options) };
}

/** The names that may be there at once; throws where two of them are the same, and for what is no parameter. */
function checkNames(space: unknown): ReadonlySet<string> {
  if (!isRecord(space)) throw badSpace(`it must be an object, not ${shown(space)}`);
  const names = new Set<string>();
  const add = (name: string) => {
    if (names.has(name)) throw badSpace(`"${name}" may be there twice at once`);
    names.add(name);
  };
  for (const [name, param] of Object.entries(space)) {
    // An object that is given it has another prototype, and no such name.
    if (name === '__proto__') throw badSpace(`"${name}" is no name of a parameter`);
    add(name);
    for (const opened of checkParam(name, param)) add(opened);
  }
  return names;
}

/** The names that a parameter may open, of whichever word. */
function checkParam(name: string, param: unknown): ReadonlySet<string> {
  if (isRecord(param) && param.kind === 'branches') {
    const options = isRecord(param.options) ? Object.values(param.options) : [];
    if (options.length === 0) throw badSpace(`"${name}" has no options`);
    return new Set(options.flatMap((option) => [...checkNames(option)]));
  }
  const checked = distributionSchema.safeParse(param);
  if (checked.success && checked.data.when) throw badSpace(`"${name}" cannot have \`when\``);
  if (!checked.success) throw badSpace(`"${name}": ${checked.error.issues[0]?.message}`);
  return new Set();
}

function badSpace(reason: string): AutofitError {
  return new AutofitError('BAD_SPACE', `The space of the search cannot be used: ${reason}.`, {
    hint: 'Its parameters are made by `float`, `int`, `choice` and `boolean`.',
  });
}
