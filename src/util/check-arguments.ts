import { AutofitError } from './errors.js';
import { nearestName } from './nearest-name.js';
import { shown } from './shown.js';

/** Throws an AutofitError unless a call was given a text that says something: callers without types may give anything. */
export function checkText(call: string, given: unknown, what: string): asserts given is string {
  if (typeof given === 'string' && given !== '') return;
  throw new AutofitError('BAD_ARGUMENT', `${call} takes ${what}, not ${shown(given)}.`, {
    hint: 'Give it as a text.',
  });
}

/** Throws an AutofitError unless a call was given an object with this field, as what it takes has. */
export function checkHas(call: string, given: unknown, field: string, what: string): void {
  if (typeof given === 'object' && given !== null && field in given) return;
  throw new AutofitError('BAD_ARGUMENT', `${call} takes ${what}, not ${shown(given)}.`);
}

/** Throws an AutofitError for what is given beside the arguments that a call takes, such as options where it has none. */
export function refuseMore(call: string, [first]: readonly unknown[]): void {
  // Array.map passes the place of an element along with it.
  if (first === undefined || typeof first === 'number') return;
  throw new AutofitError('BAD_ARGUMENT', `${call} does not take ${shown(first)} as well.`, {
    hint: 'Leave it out: there are no options here.',
  });
}

/** The options that are in an object. Throws an AutofitError for what is none, and for options that it inherits. */
export function optionsIn(given: unknown): [name: string, value: unknown][] {
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) {
    refuseInherited(given);
    return Object.entries(given);
  }
  throw new AutofitError('BAD_OPTION', `Options must be an object, not ${shown(given)}.`);
}

/** What is spread, or listed, lacks what an object inherits: it would be read in part. */
function refuseInherited(given: object): void {
  for (const name in given) {
    if (Object.hasOwn(given, name) || name in Object.prototype) continue;
    throw new AutofitError('BAD_OPTION', `\`${name}\` is inherited by the options.`, {
      hint: 'Put all into one object: { ...defaults, ...options }.',
    });
  }
}

const KIND_WORDS = {
  boolean: 'true or false',
  function: 'a function',
  number: 'a number',
  string: 'a text',
} as const;

/** Throws an AutofitError for an option that there is not, or one that is not of its kind by `typeof`; `others` are for the caller to check. */
export function checkPlainOptions(
  given: unknown,
  kinds: Readonly<Record<string, readonly (keyof typeof KIND_WORDS)[]>>,
  others: readonly string[] = [],
): void {
  for (const [name, value] of optionsIn(given)) {
    if (value === undefined || others.includes(name)) continue;
    const allowed = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (!allowed) throw unknownOption(name, [...Object.keys(kinds), ...others]);
    if (allowed.some((kind) => typeof value === kind)) continue;
    throw new AutofitError('BAD_OPTION', `\`${name}\` cannot be ${shown(value)}.`, {
      hint: `It takes ${allowed.map((kind) => KIND_WORDS[kind]).join(' or ')}.`,
    });
  }
}

/** The mistake of an option that there is not. */
export function unknownOption(name: string, names: readonly string[]): AutofitError {
  const nearest = nearestName(name, names);
  return new AutofitError('BAD_OPTION', `There is no option "${name}".`, {
    hint: `${nearest ? `Did you mean "${nearest}"? ` : ''}The options are: ${names.join(', ')}.`,
  });
}
