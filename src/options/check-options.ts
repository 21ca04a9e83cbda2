import type { core, ZodType } from 'zod';
import { AutofitError } from '../util/errors.js';
import { nearestName } from '../util/nearest-name.js';

/** The kind of value of each option, by its name. */
export type OptionKinds = Readonly<Record<string, ZodType>>;

/**
 * Throws an AutofitError for an option that there is not, or one of the wrong kind; those that are undefined count as not
 * given.
 */
export function checkOptions(given: unknown, kinds: OptionKinds): void {
  if (typeof given !== 'object' || given === null) {
    throw new AutofitError('BAD_OPTION', `Options must be an object, not ${shown(given)}.`);
  }
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (!kind) throw unknownOption(name, Object.keys(kinds));
    const checked = kind.safeParse(value);
    if (checked.success) continue;
    const [issue] = checked.error.issues;
    const place = [name, ...(issue?.path ?? [])].join('.');
    throw new AutofitError('BAD_OPTION', `${place} cannot be ${shown(valueAt(value, issue))}.`, {
      hint: issue ? `It takes ${expectedBy(issue)}.` : '',
    });
  }
}

function unknownOption(name: string, names: readonly string[]): AutofitError {
  const nearest = nearestName(name, names);
  return new AutofitError('BAD_OPTION', `There is no option "${name}".`, {
    hint: `${nearest ? `Did you mean "${nearest}"? ` : ''}The options are: ${names.join(', ')}.`,
  });
}

/** The part of a value that an issue is about. */
function valueAt(value: unknown, issue: core.$ZodIssue | undefined): unknown {
  let part = value;
  for (const key of issue?.path ?? []) part = (part as Record<PropertyKey, unknown>)[key];
  return part;
}

const WORDS: Readonly<Record<string, string>> = {
  array: 'a list',
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
};

/** What would be right, in words. */
function expectedBy(issue: core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return WORDS[issue.expected] ?? `an ${issue.expected}`;
  if (issue.code !== 'invalid_union') return issue.message;
  return issue.errors.flatMap((errors) => errors.slice(0, 1).map(expectedBy)).join(' or ');
}

function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
